import { writeFile } from 'node:fs/promises'
import { DaybookError } from '../../errors.ts'
import type { Check } from '../../verify/check.ts'
import { payoutProofFile } from '../../verify/proof-file.ts'
import { type Context, withStore } from '../context.ts'
import { type AddCommand, example } from '../define.ts'
import { EXIT } from '../exit.ts'

type Options = { output?: string }

export const addProvePayout: AddCommand = (program, act) => {
  program
    .command('prove-payout')
    .description('make the proof of a payout: a file that anybody can check without this database')
    .argument('<id>', 'id of the payout, as the API gives it')
    .option('--output <file>', 'where to write it; must not exist (default: stdout)')
    .addHelpText('after', example('daybook prove-payout UGF5b3V0OjE6MHhh… --output payout.json'))
    .action(
      act<Options>(async (context, { output }, id) => {
        const { checks, result, proof } = await prove(context, id!)
        if (result === 'FAIL') {
          for (const check of withResult(checks, 'FAIL')) context.stderr.write(`FAIL  ${check.name}  ${check.detail}\n`)
          return EXIT.difference
        }
        if (proof === null) {
          const [why] = withResult(checks, 'UNKNOWN')
          throw new DaybookError('RPC_UNAVAILABLE', `The payout cannot be proven now. ${why?.detail ?? ''}`)
        }
        const text = JSON.stringify(payoutProofFile(proof))
        if (output === undefined) context.print(text)
        else await write(output, `${text}\n`)
        return undefined
      }),
    )
}

const withResult = (checks: readonly Check[], wanted: Check['result']): readonly Check[] =>
  checks.filter(({ result }) => result === wanted)

const prove = async (context: Context, id: string) => {
  const { database, chains } = await context.loadConfig()
  const { provePayout } = await import('../../api/prove-payout.ts')
  const { createWitness } = await import('../../chain/evidence.ts')
  const { QueryError } = await import('../../store/read/query-error.ts')
  const witness = createWitness(chains, context)
  const found = await withStore(context, database, { write: false }, (store) =>
    provePayout(store, witness, id).catch((error: unknown) => {
      throw error instanceof QueryError ? new DaybookError('USAGE', `${id}: ${error.message}`) : error
    }),
  )
  if (found === null) throw new DaybookError('USAGE', `No payout is indexed under the id ${id}.`)
  return found
}

const write = async (file: string, text: string): Promise<void> => {
  try {
    await writeFile(file, text, { flag: 'wx' })
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    const why = code === 'EEXIST' ? 'there is a file of that name' : String(code)
    throw new DaybookError('USAGE', `--output: ${file} cannot be written: ${why}.`)
  }
}
