import { arch, availableParallelism, cpus, platform, totalmem } from 'node:os'

/** What the figures are figures of. */
export const machine = (): Record<string, string> => ({
  processor: `${availableParallelism()} cores, ${cpus()[0]?.model.trim() ?? 'unknown'}`,
  memory: `${Math.round(totalmem() / 2 ** 30)} GiB`,
  system: `${platform()} ${arch()}`,
  node: `Node ${process.versions.node}`,
})
