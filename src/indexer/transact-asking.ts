import type { Store, Transaction } from '../store/store.ts'
import { type Answers, type Ask, createAnswers, Unanswered } from './answers.ts'

/**
 * Runs one transaction, again from its beginning for as long as it raises questions that contracts must answer first: these are
 * asked between the tries, never while others wait for the database.
 */
export const transactAsking = async <T>(
  store: Store,
  { chainId, ask }: { chainId: number; ask: Ask },
  work: (tx: Transaction, answers: Answers) => Promise<T>,
): Promise<T> => {
  const answers = createAnswers({ tables: store.tables, chainId, ask })
  for (;;) {
    try {
      return await store.transaction((tx) => work(tx, answers))
    } catch (error) {
      if (!(error instanceof Unanswered)) throw error
      await answers.ask()
      // What was written down is undone with all else; what was asked is kept until a try holds.
      answers.reread()
    }
  }
}
