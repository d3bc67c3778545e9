import type { DocumentState } from '../domain/documents/judge.ts'

type Failed = Extract<DocumentState, 'INVALID' | 'UNREACHABLE' | 'TOO_LARGE' | 'BLOCKED'>

/**
 * A document that was not got. The reason is shown to everybody: it names no address that a name led to, and no gateway. `final` when
 * no later attempt under the same rules can come out otherwise.
 */
export class Refusal extends Error {
  readonly state: Failed
  readonly final: boolean

  constructor(state: Failed, reason: string, { final = false }: { final?: boolean } = {}) {
    super(reason)
    this.name = 'Refusal'
    this.state = state
    this.final = final
  }
}

export const unreachable = (reason: string): Refusal => new Refusal('UNREACHABLE', reason)
export const tooLarge = (bytesMax: number, options?: { final: boolean }): Refusal =>
  new Refusal('TOO_LARGE', `it is larger than ${bytesMax} bytes`, options)
