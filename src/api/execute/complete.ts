import {
  type FieldNode,
  type GraphQLAbstractType,
  GraphQLError,
  type GraphQLLeafType,
  type GraphQLResolveInfo,
} from 'graphql'
import { after, isComing } from '../../store/read/later.ts'
import { type Complete, failAt, fieldsOf, type ObjectPlan, type Path, type Run, whole } from './run.ts'

/** Nothing is null, and an error that was given as a value is one. */
const isNothing = (value: unknown): value is null | undefined => {
  if (value instanceof Error) throw value
  return value === null || value === undefined
}

export const completeNonNull =
  (complete: Complete, { of }: { readonly of: string }): Complete =>
  (run, value, path) => {
    const done = complete(run, value, path)
    if (done === null) throw new Error(`Cannot return null for non-nullable field ${of}.`)
    return done
  }

export const completeLeaf =
  (type: GraphQLLeafType): Complete =>
  (_, value) => {
    if (isNothing(value)) return null
    const shown: unknown = type.serialize(value)
    if (shown !== null && shown !== undefined) return shown
    throw new Error(`Expected \`${type}.serialize\` to return a value; it returned ${shown}.`)
  }

export const completeObject =
  (plan: ObjectPlan): Complete =>
  (run, value, path) =>
    isNothing(value) ? null : fieldsOf(run, plan, value, path)

type ListPlace = { readonly of: string; readonly nodes: readonly FieldNode[]; readonly nullable: boolean }

const isIterable = (value: unknown): value is Iterable<unknown> =>
  typeof value === 'object' && value !== null && Symbol.iterator in value

const whenThere = (run: Run, complete: Complete, item: Promise<unknown>, at: Path): Promise<unknown> =>
  item.then((came) => complete(run, came, at))

const whenDone = (
  run: Run,
  done: Promise<unknown>,
  nodes: readonly FieldNode[],
  at: Path,
  nullable: boolean,
): Promise<unknown> => done.then(undefined, (error) => failAt(run, error, nodes, at, nullable))

export const completeList =
  (complete: Complete, { of, nodes, nullable }: ListPlace): Complete =>
  (run, value, path) => {
    if (isNothing(value)) return null
    if (!isIterable(value)) throw new GraphQLError(`Expected Iterable, but did not find one for field "${of}".`)
    const items: unknown[] = []
    const coming: number[] = []
    let failure: { readonly error: unknown } | undefined
    for (const each of value) {
      const key = items.length
      const at: Path = { before: path, key }
      let done: unknown
      try {
        done = isComing(each) ? whenThere(run, complete, each, at) : complete(run, each, at)
        if (isComing(done)) done = whenDone(run, done, nodes, at, nullable)
      } catch (error) {
        try {
          done = failAt(run, error, nodes, at, nullable)
        } catch (located) {
          // The rest may be on its way, and nobody else would hear of its failures.
          failure ??= { error: located }
        }
      }
      items.push(done)
      if (isComing(done)) coming.push(key)
    }
    if (failure === undefined) return coming.length === 0 ? items : whole(items, coming)
    const { error } = failure
    if (coming.length === 0) throw error
    const rethrow = () => {
      throw error
    }
    return whole(items, coming).then(rethrow, rethrow)
  }

/** Nothing that says its type looks at where it is asked. */
const nowhere = undefined as unknown as GraphQLResolveInfo

export const completeAbstract =
  (
    type: GraphQLAbstractType,
    planOf: (name: unknown) => ObjectPlan | undefined,
    { of }: { readonly of: string },
  ): Complete =>
  (run, value, path) => {
    if (isNothing(value)) return null
    return after(type.resolveType!(value, run.context, nowhere, type), (name) => {
      const plan = planOf(name)
      if (plan === undefined) throw new GraphQLError(`"${name}" is no type that ${of} of type ${type} may have.`)
      return fieldsOf(run, plan, value, path)
    })
  }
