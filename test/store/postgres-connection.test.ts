import { Socket } from 'node:net'
import postgres from 'postgres'
import { expect, test, vi } from 'vitest'
import { openStore } from '../../src/store/open.ts'
import { sendAtOnce } from '../../src/store/postgres-socket.ts'
import { startPostgres } from '../helpers/postgres.ts'

test('no connection to a single host waits with small messages; several hosts are left to the driver', async () => {
  const told = vi.spyOn(Socket.prototype, 'setNoDelay')
  const server = await startPostgres()
  try {
    await (await openStore(await server.createDatabase(), { write: true })).close()
    // A connection that writes, and one that reads.
    expect(told.mock.calls.filter(([on]) => on).length).toBeGreaterThanOrEqual(2)
    await expect(openStore('postgres://127.0.0.1:1/none', { write: false })).rejects.toMatchObject({
      code: 'DATABASE_UNREACHABLE',
    })
  } finally {
    await server.stop()
  }
  expect(sendAtOnce(postgres('postgres://a,b/c')).options).toMatchObject({ host: ['a', 'b'], socket: undefined })
  expect(sendAtOnce(postgres('postgres://a/c', { path: '/tmp/s' })).options).toMatchObject({ socket: undefined })
})
