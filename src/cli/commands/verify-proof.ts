import { open } from 'node:fs/promises'
import { InvalidArgumentError } from 'commander'
import { DaybookError } from '../../errors.ts'
import { payoutProofFile } from '../../verify/proof-file.ts'
import type { Verification } from '../../verify/verify-payout-proof.ts'
import { type AddCommand, example } from '../define.ts'
import { EXIT } from '../exit.ts'
import { printable } from '../table.ts'

type Options = { blockHash?: string }

/** Far above any receipt with its proof. */
const BYTES_MAX = 16 * 1024 * 1024

export const addVerifyProof: AddCommand = (program, act) => {
  program
    .command('verify-proof')
    .description('check the proof of a payout, offline, against the hash of its block')
    .argument('<file>', 'the proof, as the API and `daybook prove-payout` give it; - reads it from stdin')
    .option('--block-hash <hash>', 'the block hash that you trust, from your own node or an explorer', blockHash)
    .addHelpText(
      'after',
      example(
        'daybook verify-proof payout.json --block-hash 0x88e96d4537bea4d9c05d12549907b32561d3bf31f45aae734cdc119f13406cb6',
        'daybook verify-proof --json - < payout.json',
      ),
    )
    .action(
      act<Options>(async ({ json, print }, options, file) => {
        const { verifyPayoutProof } = await import('../../verify/verify-payout-proof.ts')
        const verification = verifyPayoutProof(parse(await readProof(file!), file!), options.blockHash)
        if (json) print(JSON.stringify(documentOf(verification)))
        else for (const line of linesOf(verification)) print(printable(line))
        return verification.result === 'FAIL' ? EXIT.difference : EXIT.done
      }),
    )
}

const blockHash = (text: string): string => {
  if (!/^0x[0-9a-f]{64}$/i.test(text)) throw new InvalidArgumentError('Expected 0x and 64 hex digits.')
  return text
}

const cannotRead = (file: string, why: string) =>
  new DaybookError('USAGE', `${file === '-' ? 'The proof on stdin' : file} cannot be read: ${why}.`)

const readProof = async (file: string): Promise<string> => {
  const chunks: Buffer[] = []
  let length = 0
  try {
    const source = file === '-' ? process.stdin : (await open(file)).createReadStream()
    for await (const chunk of source as AsyncIterable<Buffer>) {
      length += chunk.length
      if (length > BYTES_MAX) throw cannotRead(file, `it is larger than ${BYTES_MAX} bytes, which no proof is`)
      chunks.push(chunk)
    }
  } catch (error) {
    if (error instanceof DaybookError) throw error
    throw cannotRead(file, String((error as NodeJS.ErrnoException).code ?? 'unknown'))
  }
  return Buffer.concat(chunks).toString('utf8')
}

const parse = (text: string, file: string): unknown => {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch {
    throw cannotRead(file, 'it is not JSON')
  }
}

const documentOf = ({ result, checks, proof }: Verification) => {
  const file = proof && payoutProofFile(proof)
  const about = file && { chainId: file.chainId, blockHash: file.receipt.blockHash, finalWhenMade: file.finalWhenMade }
  return { result, checks, ...about, claim: file?.claim ?? null }
}

const linesOf = ({ result, checks, proof }: Verification): string[] => {
  const lines = checks.map(({ name, result, detail }) => `${result.padEnd(7)}  ${name.padEnd(18)}  ${detail}`)
  if (proof === null) return [...lines, '', 'Not proven.']
  const { claim, chainId, finalWhenMade, receipt } = proof
  const what = `${claim.amount} of token ${claim.token} (in its smallest unit) paid to ${claim.receiver}`
  const block = `in block ${receipt.blockHash} of chain ${chainId}, by ${claim.event} of contract ${claim.contract}`
  const when = `When the proof was made the block was ${finalWhenMade ? 'final' : 'not final yet'}, says who made it.`
  return [...lines, '', `${verdicts[result]}: ${what} ${block}.`, when, ...(result === 'UNKNOWN' ? [ADVICE] : [])]
}

const verdicts = { PASS: 'Proven', FAIL: 'Not proven', UNKNOWN: 'Not proven yet' } as const
const ADVICE =
  'What is UNKNOWN was not shown by the file. A proof is complete with --block-hash, from a source that you trust, and all checks at PASS.'
