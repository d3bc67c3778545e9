import { qualityOf } from '../../domain/quality.ts'
import type { QualityOf } from '../../store/read/quality.ts'
import type { Context } from '../context.ts'
import type { Resolvers } from '../generated/types.ts'
import { own } from './own.ts'

/**
 * Quality by the reviews of what a record holds. Every market's contract so far decides itself who may judge, so that every
 * assessor is a trusted one and the argument changes nothing.
 */
export const qualityBy =
  (column: QualityOf) =>
  async ({ id }: { readonly id: number }, _: unknown, { load }: Context) =>
    qualityOf(await load.reviewsOf[column].load(id))

export const quality: Pick<Resolvers, 'QualityScore'> = {
  QualityScore: own('count', 'assessors', 'meanBps', 'medianBps', 'minBps', 'maxBps', 'wilsonLowerBps', 'histogram'),
}
