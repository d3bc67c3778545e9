import { eq } from 'drizzle-orm'
import type { IndexedBooks } from './chain-books.ts'

const answersOf = ({ db, tables: { answers }, chain }: IndexedBooks) =>
  db.select().from(answers).where(eq(answers.chainId, chain.id)).orderBy(answers.askedAtBlock, answers.id)

/** The first question to a contract that both have on record with another answer, as a sentence; null when there is none. */
export const firstOtherAnswer = async (a: IndexedBooks, b: IndexedBooks): Promise<string | null> => {
  const others = new Map((await answersOf(b)).map((row) => [`${row.address}/${row.data}`, row.answer]))
  for (const { address, data, answer } of await answersOf(a)) {
    const other = others.get(`${address}/${data}`)
    if (other === undefined || other === answer) continue
    const told = `A has ${answer ?? 'no answer'}, B has ${other ?? 'no answer'}`
    return `contract ${address} was asked ${data}, and ${told}`
  }
  return null
}
