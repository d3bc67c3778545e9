import Database from 'better-sqlite3'
import type { GetLogsReturnType } from 'viem'
import type { marketAbi } from '../market-abi.ts'

export type MarketLog = GetLogsReturnType<undefined, typeof marketAbi, true>[number]
export type Place = { readonly blockNumber: bigint; readonly logIndex: number; readonly timestamp: bigint }

/** A row for each event, and what each contributor earned; ids and amounts are decimal text, since they pass 2^63. */
const TABLES = `
  create table if not exists tasks (
    id text primary key, requester text not null, dataset text not null, token text not null, reward text not null,
    quota text not null, deadline text not null, uri text not null,
    block integer not null, log_index integer not null, timestamp integer not null
  );
  create table if not exists submissions (
    id text primary key, task text not null, contributor text not null, content_hash text not null, uri text not null,
    block integer not null, log_index integer not null, timestamp integer not null
  );
  create index if not exists submissions_task on submissions (task);
  create index if not exists submissions_contributor on submissions (contributor);
  create table if not exists reviews (
    submission text not null, reviewer text not null, verdict integer not null, score integer not null,
    block integer not null, log_index integer not null, timestamp integer not null,
    primary key (block, log_index)
  );
  create index if not exists reviews_submission on reviews (submission);
  create table if not exists payouts (
    task text not null, submission text not null, contributor text not null, token text not null, amount text not null,
    block integer not null, log_index integer not null, timestamp integer not null,
    primary key (block, log_index)
  );
  create index if not exists payouts_contributor on payouts (contributor, block);
  create index if not exists payouts_task on payouts (task);
  create table if not exists datasets (
    id text primary key, owner text not null, uri text not null, content_hash text not null, price text not null,
    token text not null, block integer not null, log_index integer not null, timestamp integer not null
  );
  create table if not exists purchases (
    dataset text not null, buyer text not null, token text not null, amount text not null,
    block integer not null, log_index integer not null, timestamp integer not null,
    primary key (block, log_index)
  );
  create index if not exists purchases_dataset on purchases (dataset);
  create table if not exists earnings (
    contributor text not null, token text not null, sum text not null, payouts integer not null,
    primary key (contributor, token)
  );
`

export const openBooks = (file: string) => {
  const database = new Database(file)
  database.pragma('journal_mode = WAL')
  database.pragma('synchronous = NORMAL')
  database.exec(TABLES)

  const insert = (table: string, columns: number) =>
    database.prepare(`insert into ${table} values (${Array(columns).fill('?').join()})`)
  const statements = {
    task: insert('tasks', 11),
    submission: insert('submissions', 8),
    review: insert('reviews', 7),
    payout: insert('payouts', 8),
    dataset: insert('datasets', 9),
    purchase: insert('purchases', 7),
    earned: database.prepare<[string, string], { sum: string; payouts: number }>(
      'select sum, payouts from earnings where contributor = ? and token = ?',
    ),
    earn: database.prepare(
      'insert into earnings values (?, ?, ?, ?) on conflict do update set sum = excluded.sum, payouts = excluded.payouts',
    ),
  }

  const write = ({ eventName, args }: MarketLog, { blockNumber, logIndex, timestamp }: Place): void => {
    const place = [blockNumber, logIndex, timestamp]
    switch (eventName) {
      case 'TaskPosted': {
        const { taskId, requester, datasetId, token, reward, quota, deadline, uri } = args
        const numbers = [reward, quota, deadline].map(String)
        statements.task.run(String(taskId), requester, String(datasetId), token, ...numbers, uri, ...place)
        break
      }
      case 'SubmissionMade': {
        const { submissionId, taskId, contributor, contentHash, uri } = args
        statements.submission.run(String(submissionId), String(taskId), contributor, contentHash, uri, ...place)
        break
      }
      case 'SubmissionReviewed': {
        const { submissionId, reviewer, verdict, score } = args
        statements.review.run(String(submissionId), reviewer, verdict, score, ...place)
        break
      }
      case 'PayoutMade': {
        const { taskId, submissionId, contributor, token, amount } = args
        statements.payout.run(String(taskId), String(submissionId), contributor, token, String(amount), ...place)
        const { sum, payouts } = statements.earned.get(contributor, token) ?? { sum: '0', payouts: 0 }
        // A payout of nothing is no payment.
        statements.earn.run(contributor, token, String(BigInt(sum) + amount), amount > 0n ? payouts + 1 : payouts)
        break
      }
      case 'DatasetRegistered': {
        const { datasetId, owner, uri, contentHash, price, token } = args
        statements.dataset.run(String(datasetId), owner, uri, contentHash, String(price), token, ...place)
        break
      }
      case 'DatasetPurchased': {
        const { datasetId, buyer, token, amount } = args
        statements.purchase.run(String(datasetId), buyer, token, String(amount), ...place)
        break
      }
    }
  }

  return {
    write,
    /** All that `work` writes, or nothing. */
    transaction: (work: () => void) => database.transaction(work)(),
    close: () => database.close(),
  }
}
