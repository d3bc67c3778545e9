import { type AddCommand, example } from '../define.ts'

export const addMigrate: AddCommand = (program, act) => {
  program
    .command('migrate')
    .description('bring the database’s schema up to date; it is made when it is not there')
    .addHelpText('after', example('daybook migrate --database sqlite:./daybook.db'))
    .action(
      act<object>(async (context) => {
        const { database } = await context.loadDatabase()
        const { applied } = await context.parts.migrateStore(database)
        const sentence =
          applied === 0 ? 'The schema is up to date.' : `Applied ${applied} migration${applied === 1 ? '' : 's'}.`
        context.print(context.json ? JSON.stringify({ applied }) : sentence)
        return undefined
      }),
    )
}
