// biome-ignore-all lint/suspicious/noExplicitAny: answers of any shape are looked into.
import {
  type GraphQLInputField,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isEnumType,
  isInputObjectType,
  isListType,
} from 'graphql'
import type { ListField } from './list-fields.ts'

/** A list asked for with one filter and one order. */
export type Question = {
  readonly list: ListField
  /** The filter's field and its operator; null where nothing is filtered. */
  readonly filter: { readonly field: string; readonly operator: string | null } | null
  readonly order: string | null
  readonly ascending: boolean
  readonly text: string
  /** What leads to the list, without it. */
  readonly parent: string
  readonly variables: Readonly<Record<string, unknown>>
}

export type Ask = (text: string, variables?: Readonly<Record<string, unknown>>) => Promise<any>

/** Types of the rows that filters on ids name, where the filter's name does not say so. */
const namedOtherwise: Readonly<Record<string, string>> = { subject: 'Submission', account: 'LedgerAccount' }

const nodeOf = (list: ListField): GraphQLObjectType =>
  getNamedType(list.connection.getFields().nodes!.type) as GraphQLObjectType

/** Values that filters can be given, taken from what is served: ids by type, and an address. */
export const readValues = async (lists: readonly ListField[], ask: Ask) => {
  const ids = new Map<string, string>()
  for (const list of lists) {
    const type = nodeOf(list)
    if (list.path.length > 0 || ids.has(type.name) || list.where === null || type.getFields().id === undefined) continue
    const { found } = await ask(`{ found: ${list.field.name}(first: 1) { nodes { id } } }`)
    ids.set(type.name, found.nodes[0].id)
  }
  const { entries, tokens, people } = await ask(`{
    entries: ledgerEntries(first: 1) { nodes { account { id } } }
    tokens(first: 1) { nodes { id } }
    people: contributors(first: 1) { nodes { address } }
  }`)
  ids.set('LedgerAccount', entries.nodes[0].account.id).set('Token', tokens.nodes[0].id)
  return { ids, address: people.nodes[0].address as string }
}
type Values = Awaited<ReturnType<typeof readValues>>

const hash = `0x${'11'.repeat(32)}`

const scalarFor = (type: string, filter: string, list: ListField, { ids, address }: Values): unknown => {
  const named = `${filter[0]!.toUpperCase()}${filter.slice(1)}`
  const scalars: Readonly<Record<string, unknown>> = {
    ID: ids.get(filter === 'id' ? nodeOf(list).name : (namedOtherwise[filter] ?? named)),
    Address: address,
    Int: filter === 'chainId' ? 31_337 : 1,
    BigInt: '1000000',
    DateTime: '2023-11-20T00:00:00Z',
    String: filter === 'protocol' ? 'human' : 'a',
    Boolean: true,
    Bytes32: hash,
    TransactionHash: hash,
  }
  if (scalars[type] === undefined) throw new Error(`No value is known for ${filter} (${type}) of ${list.name}.`)
  return scalars[type]
}

const valueFor = (field: GraphQLInputField, filter: string, list: ListField, values: Values): unknown => {
  const type = getNamedType(field.type)
  const one = isEnumType(type) ? type.getValues()[0]!.name : scalarFor(type.name, filter, list, values)
  if (!isListType(getNullableType(field.type))) return one
  // Several values are looked up otherwise than one.
  const other = isEnumType(type) ? type.getValues().at(-1)!.name : one
  return field.name === 'in' || field.name === 'notIn' || isEnumType(type) ? [one, other] : [one]
}

type Filter = { readonly named: Question['filter']; readonly where: object | null }

const filtersOf = (list: ListField, values: Values): readonly Filter[] => {
  const filters: Filter[] = [{ named: null, where: null }]
  for (const field of Object.values(list.where?.getFields() ?? {})) {
    if (['and', 'or', 'not'].includes(field.name)) continue
    const type = getNamedType(field.type)
    if (!isInputObjectType(type)) {
      const value = valueFor(field, field.name, list, values)
      filters.push({ named: { field: field.name, operator: null }, where: { [field.name]: value } })
      continue
    }
    for (const operator of Object.values(type.getFields())) {
      const value = valueFor(operator, field.name, list, values)
      const named = { field: field.name, operator: operator.name }
      filters.push({ named, where: { [field.name]: { [operator.name]: value } } })
    }
  }
  return filters
}

/** The list's field within everything that leads to it. */
const reach = (schema: GraphQLSchema, { path }: ListField, inner: string): string => {
  let type = schema.getQueryType()!
  const steps = path.map((name) => {
    const target = getNamedType(type.getFields()[name]!.type) as GraphQLObjectType
    const nodes = target.name.endsWith('Connection') ? target.getFields().nodes : undefined
    type = nodes === undefined ? target : (getNamedType(nodes.type) as GraphQLObjectType)
    return nodes === undefined ? [`${name} {`, '}'] : [`${name}(first: 1) { nodes {`, '} }']
  })
  return `${steps.map(([open]) => open).join(' ')} ${inner} ${steps.map(([, close]) => close).join(' ')}`
}

/** Every filter of a list, each with every order in both directions. */
export const questionsOf = (schema: GraphQLSchema, list: ListField, values: Values): readonly Question[] => {
  const orders = list.orders.flatMap((field) => ['ASC', 'DESC'].map((direction) => ({ field, direction })))
  return filtersOf(list, values).flatMap(({ named, where }) =>
    (orders.length > 0 ? orders : [null]).map((order): Question => {
      const given: string[] = ['first: 5']
      const declared: string[] = []
      const variables: Record<string, unknown> = {}
      const add = (name: string, value: unknown) => {
        declared.push(`$${name}: ${list.field.args.find((argument) => argument.name === name)!.type}`)
        given.push(`${name}: $${name}`)
        variables[name] = value
      }
      if (where !== null) add('where', where)
      if (order !== null) add('orderBy', [order])
      const inner = `found: ${list.field.name}(${given.join()}) { edges { cursor } }`
      const head = declared.length === 0 ? '' : `query (${declared.join()}) `
      return {
        list,
        filter: named,
        order: order?.field ?? null,
        ascending: order?.direction === 'ASC',
        parent: `{ ${reach(schema, list, '__typename')} }`,
        text: `${head}{ ${reach(schema, list, inner)} }`,
        variables,
      }
    }),
  )
}

/** Every ranking: one question per metric. */
export const rankingsOf = (schema: GraphQLSchema, list: ListField, { ids }: Values): readonly Question[] => {
  const type = getNamedType(list.field.args.find(({ name }) => name === 'metric')!.type)
  if (!isEnumType(type)) throw new Error(`${list.name} ranks by no enumeration.`)
  return type.getValues().map(({ name }): Question => {
    const inner = `found: ${list.field.name}(first: 5, metric: ${name}, token: "${ids.get('Token')}") { edges { rank } }`
    return {
      list,
      filter: null,
      order: name,
      ascending: false,
      parent: `{ ${reach(schema, list, '__typename')} }`,
      text: `{ ${reach(schema, list, inner)} }`,
      variables: {},
    }
  })
}
