/** What a table definition is written with: one set of column builders, whichever database they build for. */
export type Columns = typeof import('./columns.sqlite.ts')
