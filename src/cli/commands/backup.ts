import { existsSync, statSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { DaybookError } from '../../errors.ts'
import { withStore } from '../context.ts'
import { type AddCommand, example } from '../define.ts'
import { formatBytes } from '../duration.ts'

export const addBackup: AddCommand = (program, act) => {
  program
    .command('backup')
    .description('write a consistent copy of the database to a file, while it is in use')
    .argument('<file>', 'a file that does not exist yet')
    .addHelpText('after', example('daybook backup daybook-2026-11-22.db'))
    .action(
      act<object>(async (context, _options, name) => {
        const file = resolve(context.folder, name!)
        if (existsSync(file))
          throw new DaybookError('USAGE', `${file} exists already; expected the name of a new file.`)
        if (!existsSync(dirname(file))) throw new DaybookError('USAGE', `There is no folder ${dirname(file)}.`)
        const { database } = await context.loadDatabase()
        await withStore(context, database, { write: false }, (store) => store.backup(file))
        const bytes = existsSync(file) ? statSync(file).size : 0
        context.print(context.json ? JSON.stringify({ file, bytes }) : `Wrote ${file}, ${formatBytes(bytes)}.`)
        return undefined
      }),
    )
}
