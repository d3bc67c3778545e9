/**
 * Runs work under a signal that is aborted when `signal` is, or after some time. Then it throws what `ranOut` gives, unless the signal
 * came first: its reason is thrown. The timer goes with the work.
 */
export const withDeadline = async <T>(
  signal: AbortSignal,
  ms: number,
  work: (deadline: AbortSignal) => Promise<T>,
  ranOut: () => Error,
): Promise<T> => {
  const deadline = new AbortController()
  let late = false
  const stop = () => deadline.abort(signal.reason)
  const timer = setTimeout(() => {
    late = true
    deadline.abort()
  }, ms)
  signal.addEventListener('abort', stop, { once: true })
  if (signal.aborted) stop()
  try {
    return await work(deadline.signal)
  } catch (error) {
    signal.throwIfAborted()
    throw late ? ranOut() : error
  } finally {
    clearTimeout(timer)
    signal.removeEventListener('abort', stop)
  }
}
