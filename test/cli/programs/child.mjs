// A stand-in for bin/daybook.js: writes down that it was started, then behaves as its arguments say.
import { appendFileSync } from 'node:fs'

const [file, behaviour, value] = process.argv.slice(2)
const say = (text) => appendFileSync(file, `${process.env.DAYBOOK_SUPERVISED} ${text}\n`)
say('started')
process.on('SIGTERM', () => {
  say('SIGTERM')
  if (behaviour !== 'stubborn') process.exit(0)
})
process.once('disconnect', () => {
  say('alone')
  process.exit(0)
})
if (behaviour === 'exit') process.exit(Number(value))
if (behaviour === 'crash') process.kill(process.pid, 'SIGKILL')
setInterval(() => {}, 1_000)
