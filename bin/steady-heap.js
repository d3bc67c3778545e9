import { missingHeapFlags } from '../src/cli/heap-flags.ts'

// V8 takes some flags only before it begins, so the program starts itself again with them, as the same process. A child that talks to
// its supervisor would lose it by that: it is started with them (src/cli/supervise.ts).
const { execPath, execArgv, argv, env, channel } = process
const missing = missingHeapFlags(argv.slice(2), execArgv)
if (missing.length > 0 && !channel && process.execve)
  process.execve(execPath, [execPath, ...execArgv, ...missing, ...argv.slice(1)], env)
