import { Option } from 'commander'
import { DaybookError } from '../../errors.ts'
import type { Store } from '../../store/store.ts'
import { withStore } from '../context.ts'
import { type AddCommand, example } from '../define.ts'
import { amountColumns, formatRows, type RowsFormat, rowsFormats } from '../rows.ts'

type Options = { format?: RowsFormat }

export const addQuery: AddCommand = (program, act) => {
  program
    .command('query')
    .description('run read-only SQL on the database')
    .argument('<statement>', 'one statement that gives rows, in quotes')
    .addOption(
      new Option('--format <format>', 'how to print rows (default: table; json with --json)').choices(rowsFormats),
    )
    .addHelpText(
      'after',
      example(
        'daybook query "select name, payouts from markets"',
        'daybook query --format csv "select id, amount from payouts" > payouts.csv',
      ),
    )
    .action(
      act<Options>(async (context, options, statement) => {
        const { database } = await context.loadDatabase()
        const format = options.format ?? (context.json ? 'json' : 'table')
        const { rows, amounts } = await withStore(context, database, { write: false }, async (store) => ({
          rows: await runStatement(store, statement!),
          amounts: amountColumns(store.tables),
        }))
        context.print(formatRows(rows, format, amounts))
        return undefined
      }),
    )
}

/** What the database says of a statement is for whoever wrote it: its sentence, and wrong use. */
const runStatement = async (store: Store, statement: string): Promise<readonly Record<string, unknown>[]> => {
  try {
    return await store.query(statement)
  } catch (error) {
    if (error instanceof DaybookError || !isComplaint(error)) throw error
    throw new DaybookError('USAGE', `The database refuses the statement: ${error.message}`, { cause: error })
  }
}

/** SQLite and PostgreSQL name what is wrong by a code: SQLITE_ERROR, or five characters. */
const isComplaint = (error: unknown): error is Error => {
  const code = (error as { code?: unknown }).code
  if (!(error instanceof Error)) return false
  return (
    error instanceof RangeError || (typeof code === 'string' && (code === 'SQLITE_ERROR' || /^[0-9A-Z]{5}$/.test(code)))
  )
}
