import { type FieldNode, type GraphQLError, locatedError } from 'graphql'
import { isComing, later, type Soon } from '../../store/read/later.ts'

/** An operation under way. */
export type Run = {
  readonly context: unknown
  readonly variables: Readonly<Record<string, unknown>>
  readonly errors: GraphQLError[]
  /** Arguments with variables in them, as read for this operation, by the field's plan. */
  readonly given: Map<object, Readonly<Record<string, unknown>>>
}

/** Where a value stands in the answer, from the inside out. */
export type Path = { readonly before: Path | undefined; readonly key: string | number }

/** Makes of what was resolved what goes into the answer; throws where that cannot be. Leaves have no path. */
export type Complete = (run: Run, value: unknown, path: Path | undefined) => Soon<unknown>

export type Resolve = (source: unknown, given: Readonly<Record<string, unknown>>, context: unknown) => unknown

export type FieldPlan = {
  readonly key: string
  readonly nodes: readonly FieldNode[]
  /** The value, where it follows from the type alone. */
  readonly constant: string | undefined
  readonly resolve: Resolve
  argumentsOf(run: Run): Readonly<Record<string, unknown>>
  readonly complete: Complete
  readonly nullable: boolean
  /** No path leads beyond its value. */
  readonly isLeaf: boolean
}
export type ObjectPlan = { readonly fields: readonly FieldPlan[] }

/** Names of fields are anything: an object that inherits nothing, and is no slower than others. */
function Answer() {}
Answer.prototype = Object.create(null)
export type AnswerObject = Record<string, unknown>
const emptyAnswer = Answer as unknown as new () => AnswerObject

const keysOf = (path: Path | undefined): (string | number)[] => {
  const keys: (string | number)[] = []
  for (let at = path; at !== undefined; at = at.before) keys.push(at.key)
  return keys.reverse()
}

/** An error at a place of the answer: null stands there, or what holds it fails too. */
export const failAt = (run: Run, error: unknown, nodes: readonly FieldNode[], path: Path, nullable: boolean): null => {
  const located = locatedError(error, nodes as FieldNode[], keysOf(path))
  if (!nullable) throw located
  run.errors.push(located)
  return null
}

/** The same object or list when all that is coming has come; fails, with the first failure, when nothing more is to come. */
export const whole = <T extends object>(values: T, coming: readonly (keyof T)[]): Promise<T> => {
  const { value, keep, fail } = later<T>()
  let left = coming.length
  let failure: { readonly error: unknown } | undefined
  const one = (): void => {
    left--
    if (left > 0) return
    if (failure === undefined) keep(values)
    else fail(failure.error)
  }
  for (const key of coming)
    (values[key] as Promise<T[keyof T]>).then(
      (came) => {
        values[key] = came
        one()
      },
      (error) => {
        failure ??= { error }
        one()
      },
    )
  return value
}

// A function that makes another one to be called later pays for it at every call, so what is there goes through functions that make
// none: most of what an answer took of memory was for nothing.

const failed = (run: Run, error: unknown, { nodes, key, nullable }: FieldPlan, parent: Path | undefined): null =>
  failAt(run, error, nodes, { before: parent, key }, nullable)

const whenDone = (run: Run, field: FieldPlan, done: Promise<unknown>, parent: Path | undefined): unknown =>
  done.then(undefined, (error) => failed(run, error, field, parent))

const completed = (run: Run, field: FieldPlan, value: unknown, parent: Path | undefined): unknown => {
  let done: unknown
  try {
    done = field.complete(run, value, field.isLeaf ? undefined : { before: parent, key: field.key })
  } catch (error) {
    return failed(run, error, field, parent)
  }
  return isComing(done) ? whenDone(run, field, done, parent) : done
}

const whenThere = (run: Run, field: FieldPlan, value: Promise<unknown>, parent: Path | undefined): unknown =>
  value.then(
    (came) => completed(run, field, came, parent),
    (error) => failed(run, error, field, parent),
  )

const fieldOf = (run: Run, field: FieldPlan, source: unknown, parent: Path | undefined): unknown => {
  let value: unknown
  try {
    value = field.resolve(source, field.argumentsOf(run), run.context)
  } catch (error) {
    return failed(run, error, field, parent)
  }
  return isComing(value) ? whenThere(run, field, value, parent) : completed(run, field, value, parent)
}

/** All fields of an object. What waits is waited for also when another field has failed: nothing runs on behind an answer. */
export const fieldsOf = (
  run: Run,
  { fields }: ObjectPlan,
  source: unknown,
  path: Path | undefined,
): Soon<AnswerObject> => {
  const answer = new emptyAnswer()
  let coming: string[] | undefined
  for (const field of fields) {
    if (field.constant !== undefined) {
      answer[field.key] = field.constant
      continue
    }
    let done: unknown
    try {
      done = fieldOf(run, field, source, path)
    } catch (error) {
      if (coming === undefined) throw error
      const rethrow = () => {
        throw error
      }
      return whole(answer, coming).then(rethrow, rethrow)
    }
    answer[field.key] = done
    if (isComing(done)) {
      coming ??= []
      coming.push(field.key)
    }
  }
  return coming === undefined ? answer : whole(answer, coming)
}
