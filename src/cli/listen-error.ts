import { DaybookError } from '../errors.ts'

const reasons: Readonly<Record<string, string>> = {
  EADDRINUSE: 'is in use: stop what listens there, or choose another with --port',
  EACCES: 'may not be used by this user: choose another with --port',
  EADDRNOTAVAIL: 'cannot be listened on: the host is no address of this machine',
  ENOTFOUND: 'cannot be listened on: the host is not known',
}

/** Why a port cannot be listened on, in a sentence; null when it is for another reason. */
export const listenError = (cause: unknown, { host, port }: { host: string; port: number }): DaybookError | null => {
  const reason = reasons[(cause as NodeJS.ErrnoException).code ?? '']
  if (reason === undefined) return null
  return new DaybookError('USAGE', `Port ${port} of ${host} ${reason}.`, { cause, details: { port, host } })
}
