import { wholeNumber } from '../arguments.ts'
import { type AddCommand, example } from '../define.ts'
import { EXIT } from '../exit.ts'

type Options = { chain: number; block?: number }

export const addCompare: AddCommand = (program, act) => {
  program
    .command('compare')
    .description('find the first block and row in which two indexes of a chain differ; exits 3 when they do')
    .argument('<a>', 'a database (sqlite:PATH, a path, postgres://…) or a server (http://…/graphql)')
    .argument('<b>', 'the other one')
    .requiredOption('--chain <id>', 'id of the chain', wholeNumber(1))
    .option('--block <number>', 'as of this block (default: the newest that both hold)', wholeNumber(0))
    .addHelpText(
      'after',
      example(
        'daybook compare ./mine.db postgres://reader@db.example.com/daybook --chain 137',
        'daybook compare ./daybook.db https://daybook.example.com/graphql --chain 137',
      ),
    )
    .action(
      act<Options>(async (context, { chain, block }, first, second) => {
        const { compareSides } = await import('../compare/compare.ts')
        const { withSide } = await import('../compare/open-side.ts')
        const { comparisonLines } = await import('../compare/report.ts')
        return withSide(context, first!, chain, (a) =>
          withSide(context, second!, chain, async (b) => {
            const found = await compareSides(a, b, { block })
            const names = [a.name, b.name] as const
            if (context.json) context.print(JSON.stringify({ chainId: chain, a: a.name, b: b.name, ...found }))
            else for (const line of comparisonLines(chain, names, found)) context.print(line)
            return found.equal ? EXIT.done : EXIT.difference
          }),
        )
      }),
    )
}
