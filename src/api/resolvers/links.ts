import type { Soon } from '../../store/read/later.ts'
import type { Rows } from '../../store/store.ts'
import type { Context } from '../context.ts'
import { presently } from '../known.ts'
import { reads } from '../reads.ts'

// What a record belongs to. These rows are read to be shown, with the columns that the operation shows of them.

/** Its task, if it has one. */
export const taskOf = reads(
  ['taskId'],
  ({ taskId }: { readonly taskId: number | null }, _: object, { load }: Context): Soon<Rows['tasks']> | null =>
    taskId === null ? null : presently(load.shownTask.load(taskId), 'task'),
)

/** Its submission, if it has one. */
export const submissionOf = reads(
  ['submissionId'],
  (
    { submissionId }: { readonly submissionId: number | null },
    _: object,
    { load }: Context,
  ): Soon<Rows['submissions']> | null =>
    submissionId === null ? null : presently(load.shownSubmission.load(submissionId), 'submission'),
)

/** Its dataset, if it has one. */
export const datasetOf = reads(
  ['datasetId'],
  (
    { datasetId }: { readonly datasetId: number | null },
    _: object,
    { load }: Context,
  ): Soon<Rows['datasets']> | null =>
    datasetId === null ? null : presently(load.shownDataset.load(datasetId), 'dataset'),
)
