#!/usr/bin/env node
// Plain JavaScript that any Node can read: an old Node gets a sentence instead of a crash in native code.
const [major, minor] = process.versions.node.split('.').map(Number)
if (major < 22 || (major === 22 && minor < 12)) {
  console.error(
    `daybook needs Node 22.12 or newer; this is Node ${process.versions.node}. In a clone, use \`npx daybook\` or \`npm start\`: they bring their own.`,
  )
  process.exit(2)
}
await import('./compile-cache.js')
await import('./steady-heap.js')
await import('./light-packages.js')
await import('../src/main.ts')
