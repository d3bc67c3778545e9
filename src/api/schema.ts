import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import {
  assertValidSchema,
  buildSchema,
  type GraphQLFieldResolver,
  type GraphQLSchema,
  isAbstractType,
  isObjectType,
  isScalarType,
  lexicographicSortSchema,
  printSchema,
} from 'graphql'
import type { Resolvers } from './generated/types.ts'
import { resolvers } from './resolvers.ts'
import { applyScalar, scalars } from './scalars.ts'

const FOLDER = new URL('../../schema/', import.meta.url)

/** The contract, as written in schema/. */
export const readSchemaText = (): string =>
  readdirSync(FOLDER)
    .filter((name) => name.endsWith('.graphql'))
    .sort()
    .map((name) => readFileSync(new URL(name, FOLDER), 'utf8'))
    .join('\n')

type Fields = Record<string, GraphQLFieldResolver<unknown, unknown>>

const attach = (schema: GraphQLSchema, map: Resolvers): void => {
  const known = map as unknown as Record<string, Fields | undefined>
  for (const type of Object.values(schema.getTypeMap())) {
    const rules = scalars[type.name]
    if (isScalarType(type) && rules !== undefined) applyScalar(type, rules)
    // Only lookups by id and unions give things that are not of one type, and they name it.
    if (isAbstractType(type)) type.resolveType = (source: { __typename: string }) => source.__typename
    if (!isObjectType(type) || type.name.startsWith('__')) continue
    for (const field of Object.values(type.getFields())) {
      const resolve = known[type.name]?.[field.name]
      if (resolve === undefined) throw new RangeError(`Nothing resolves ${type.name}.${field.name}.`)
      field.resolve = resolve
    }
  }
}

/** The schema with what answers it. */
export const createSchema = (): GraphQLSchema => {
  const schema = buildSchema(readSchemaText())
  attach(schema, resolvers)
  assertValidSchema(schema)
  return schema
}

/** The same for two servers exactly when they serve the same contract. */
export const schemaHashOf = (schema: GraphQLSchema): string =>
  createHash('sha256')
    .update(printSchema(lexicographicSortSchema(schema)))
    .digest('hex')
