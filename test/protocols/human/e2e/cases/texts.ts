import { stringToHex } from 'viem'
import type { RawText } from '../call.ts'
import { type Case, openEscrow } from './case.ts'

const EMOJI = '🦊'
/** Of four bytes each: 12 kB. */
const EMOJI_COUNT = 3_000

const texts: readonly (readonly [name: string, manifest: string | RawText])[] = [
  ['inline JSON', JSON.stringify({ title: 'Etiquetar imágenes', labels: ['猫', '狗'], price: '1e18' })],
  ['nothing at all', ''],
  ['bytes that are no UTF-8', { bytes: '0x68747470733a2f2fff00fec328a0a1e28228f09f98' }],
  ['half of a character at the end', { bytes: `${stringToHex('https://manifest.example/')}f09fa6` }],
  ['a zero in the middle', 'https://manifest.example/\u0000/after'],
  ['12 kB of emoji', EMOJI.repeat(EMOJI_COUNT)],
  ['line breaks, quotes and directions', '"\';--\n\r\t\u202egnp.exe\u2028\ufeff</script>'],
]

/** What a manifest may be: the contract stores what it is given. */
export const textCases: readonly Case[] = texts.map(([name, manifest]) => ({
  name: `the manifest is ${name}`,
  // The chain of the tests slows down with what it holds: twelve thousand bytes are enough in the younger ones.
  ...(name.includes('12 kB') ? { from: '3' as const } : {}),
  play: async (world, story) => void (await openEscrow(world, story, { manifest })),
}))
