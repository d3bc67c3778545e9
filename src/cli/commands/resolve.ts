import { DaybookError } from '../../errors.ts'
import type { Parting } from '../../indexer/resolve.ts'
import { wholeNumber } from '../arguments.ts'
import { withStore } from '../context.ts'
import { type AddCommand, example } from '../define.ts'
import { formatCount } from '../duration.ts'
import { EXIT } from '../exit.ts'

type Options = { chain: number; accept?: boolean }

export const addResolve: AddCommand = (program, act) => {
  program
    .command('resolve')
    .description('after a reorganisation below finality: show where record and nodes part; with --accept, go back')
    .requiredOption('--chain <id>', 'the chain that is halted', wholeNumber(1))
    .option('--accept', 'take the record back to the blocks that both share; the indexer then reads the new branch')
    .addHelpText('after', example('daybook resolve --chain 137', 'daybook resolve --chain 137 --accept'))
    .action(
      act<Options>(async (context, { chain: chainId, accept = false }) => {
        const { parts, json, print, log, clock, signal } = context
        const config = await context.loadConfig()
        const chain = config.chains.find(({ id }) => id === chainId)
        if (chain === undefined) {
          const known = config.chains.map(({ id }) => id).join(', ')
          throw new DaybookError(
            'USAGE',
            `--chain: found ${chainId}, expected a chain of the configuration (${known}).`,
          )
        }
        const markets = config.markets.filter((market) => market.chainId === chainId)
        const parting = await withStore(context, config.database, { write: true }, (store) =>
          parts.resolveChain({ store, chain, markets, log, clock, accept, signal }),
        )
        if (json) print(JSON.stringify({ chainId, parting, accepted: accept && parting !== null }))
        else if (parting === null)
          print(`${chain.name}: the nodes have the newest block on record. There is nothing to resolve.`)
        else for (const line of linesOf(chain.name, chainId, parting, accept)) print(line)
        return parting === null || accept ? EXIT.done : EXIT.difference
      }),
    )
}

const linesOf = (name: string, chainId: number, parting: Parting, accept: boolean): string[] => {
  const { finalized, newest, shared, other, backTo, undone } = parting
  const sharedText = shared === null ? 'no block on record' : `block ${formatCount(shared)}`
  const what = `${formatCount(undone.logs)} logs and ${formatCount(undone.payouts)} payouts above block ${formatCount(backTo)}`
  return [
    `${name}: at block ${formatCount(other.number)} the record holds ${other.held}, and the nodes have ${other.told ?? 'none'}.`,
    `The newest that both share is ${sharedText}; final was ${formatCount(finalized)}, indexed ${formatCount(newest)}.`,
    accept
      ? `Taken back: ${what}. The indexer goes on from there.`
      : `Going back would undo ${what}. Make sure that the nodes are right (another provider, a block explorer); then: daybook resolve --chain ${chainId} --accept`,
  ]
}
