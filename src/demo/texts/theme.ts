/** A field of work: a requester, the dataset it builds, and the tasks it posts for it. */
export type Theme = {
  /** BCP 47. */
  readonly language: string
  readonly publisher: string
  readonly dataset: {
    readonly name: string
    readonly description: string
    readonly tags: readonly string[]
    /** SPDX, or "proprietary". */
    readonly licence: string
  }
  readonly tasks: readonly { readonly name: string; readonly description: string }[]
  readonly pays: {
    readonly token: 'dollar' | 'coin'
    /** Hundredths of the token for one accepted submission, least and most. */
    readonly reward: readonly [number, number]
    /** Hundredths of the token for the dataset; 0 gives it away. */
    readonly price: number
  }
}
