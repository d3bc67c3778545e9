import {
  type DocumentNode,
  type ExecutionResult,
  execute,
  type FragmentDefinitionNode,
  type GraphQLSchema,
  getVariableValues,
  Kind,
  type OperationDefinitionNode,
} from 'graphql'
import { isComing, type Soon } from '../../store/read/later.ts'
import type { Shown } from '../reads.ts'
import { conditionsOf, NotPlanned, type OperationPlan, planOperation } from './plan.ts'
import { type AnswerObject, fieldsOf, type Run } from './run.ts'

export type Request = {
  readonly document: DocumentNode
  /** Undefined where the document has none of the name wanted. */
  readonly operation: OperationDefinitionNode | undefined
  readonly operationName?: string | undefined
  readonly variables?: Readonly<Record<string, unknown>> | undefined
  readonly context: unknown
  /** Is told, before anything is resolved, what the operation shows of rows, where that is known. */
  readonly shows?: ((shown: Shown) => void) | undefined
}

type Planned = {
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>
  readonly conditions: readonly string[]
  /** Plans by what the conditions say; null where graphql-js runs it. */
  readonly plans: Map<string, OperationPlan | null>
}

/** Plans of one operation: one for each way in which its conditions were met, which is nearly always one. */
const PLANS_MAX = 8

const planned = new WeakMap<OperationDefinitionNode, Planned>()

const plansOf = (operation: OperationDefinitionNode, { definitions }: DocumentNode): Planned => {
  const known = planned.get(operation)
  if (known !== undefined) return known
  const fragments = new Map(
    definitions.flatMap((each) => (each.kind === Kind.FRAGMENT_DEFINITION ? [[each.name.value, each]] : [])),
  )
  const made: Planned = { fragments, conditions: conditionsOf(operation, fragments), plans: new Map() }
  planned.set(operation, made)
  return made
}

const planFor = (
  schema: GraphQLSchema,
  operation: OperationDefinitionNode,
  { fragments, conditions, plans }: Planned,
  variables: Run['variables'],
): OperationPlan | null => {
  const name = conditions.map((condition) => String(variables[condition])).join()
  const known = plans.get(name)
  if (known !== undefined) return known
  let plan: OperationPlan | null
  try {
    // Who skips by nothing gets an error, in the words and at the place of graphql-js.
    if (conditions.some((condition) => typeof variables[condition] !== 'boolean')) throw new NotPlanned()
    plan = planOperation({ schema, fragments, variables }, operation)
  } catch (error) {
    if (!(error instanceof NotPlanned)) throw error
    plan = null
  }
  if (plans.size >= PLANS_MAX) plans.clear()
  plans.set(name, plan)
  return plan
}

/**
 * Runs an operation of a valid document as graphql-js does, with the same answers. What is there is not waited for, and what a document
 * means is worked out once: plans are kept with it. Resolvers are told no GraphQLResolveInfo.
 */
export const createExecutor =
  (schema: GraphQLSchema, maxCoercionErrors: number) =>
  (request: Request): Soon<ExecutionResult> => {
    const { document, operation, operationName, context, variables: raw = {} } = request
    const byReference = () =>
      execute({
        schema,
        document,
        contextValue: context,
        variableValues: raw,
        operationName,
        options: { maxCoercionErrors },
      }) as Soon<ExecutionResult>
    if (operation === undefined) return byReference()
    const { errors: refused, coerced } = getVariableValues(schema, operation.variableDefinitions ?? [], raw, {
      maxErrors: maxCoercionErrors,
    })
    if (refused !== undefined) return { errors: refused }
    const plan = planFor(schema, operation, plansOf(operation, document), coerced)
    if (plan === null) return byReference()
    if (plan.shown !== undefined) request.shows?.(plan.shown)
    const run: Run = { context, variables: coerced, errors: [], given: new Map() }
    const { errors } = run
    const failed = (error: unknown): ExecutionResult => ({ errors: [...errors, error as never], data: null })
    const answered = (data: AnswerObject): ExecutionResult => (errors.length === 0 ? { data } : { errors, data })
    try {
      const data = fieldsOf(run, plan, undefined, undefined)
      return isComing(data) ? data.then(answered, failed) : answered(data)
    } catch (error) {
      return failed(error)
    }
  }
