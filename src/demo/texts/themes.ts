import { africa } from './africa.ts'
import { americas } from './americas.ts'
import { asia } from './asia.ts'
import { europe } from './europe.ts'
import type { Theme } from './theme.ts'

export type { Theme } from './theme.ts'

/** One for each requester. Their order decides who pays how, see cast.ts. */
export const themes: readonly Theme[] = [...europe, ...americas, ...africa, ...asia]
