import { toFunctionSelector } from 'viem'
import { addressIn } from '../../domain/address.ts'
import type { DomainEvent } from '../../domain/event.ts'
import type { Hex } from '../../domain/hex.ts'
import { cleanText } from '../../domain/text.ts'
import type { Memory } from '../memory.ts'
import type { DecodedLog, MarketView, Meaning } from '../protocol.ts'
import { type EscrowNote, noteKey } from './escrow.ts'
import { foundThere } from './money.ts'

const balanceCall = toFunctionSelector('balanceOf(address)')
const launcherCall = toFunctionSelector('launcher()')
const cancelerCall = toFunctionSelector('canceler()')

/** Where the factory's implementation of the moment is remembered. */
const IMPLEMENTATION = 'implementation'

export const isLaunch = ({ role, eventName }: DecodedLog): boolean =>
  (role === 'factory' || role === 'legacyFactory') && (eventName === 'Launched' || eventName === 'LaunchedV2')

/** Before 3.x the factory itself is the launcher, and the canceler is who called it. */
const posterOf = (escrow: Hex, factory: Hex, view: MarketView): Hex | null => {
  const launcher = addressIn(view.answer(escrow, launcherCall))
  return launcher !== null && launcher !== factory ? launcher : addressIn(view.answer(escrow, cancelerCall))
}

/** Longer texts are no references, whatever they are; and PostgreSQL has no room for them in an index. They stay in the raw log. */
const REFERENCE_LENGTH_MAX = 500
const referenceIn = (text: string): string | null => (text.length > REFERENCE_LENGTH_MAX ? null : cleanText(text))

/**
 * What came before the escrow did: its address can be known, and tokens sent there. From 4.x on Fund tells, too; earlier ones only
 * the token can say, if a node still knows that block.
 */
export const foundBefore = (escrow: Hex, token: Hex, view: MarketView): bigint => {
  const answer = view.answerBefore(token, `${balanceCall}${escrow.slice(2).padStart(64, '0')}`)
  return answer?.length === 66 ? BigInt(answer) : 0n
}

const launch = ({ log, role, eventName, args }: DecodedLog, memory: Memory, view: MarketView): DomainEvent[] => {
  const [escrow, token] = [args.escrow as Hex, args.token as Hex]
  const poster = posterOf(escrow, log.address, view)
  const before = foundBefore(escrow, token, view)
  const live = role === 'factory' ? memory.recall<{ live: Hex }>(IMPLEMENTATION) : undefined
  const note: EscrowNote = {
    token,
    launched: eventName as EscrowNote['launched'],
    poster: poster ?? undefined,
    implementation: live?.live,
  }
  return [
    {
      type: 'TaskPosted',
      task: escrow,
      poster,
      dataset: null,
      token,
      reward: null,
      capacity: null,
      deadline: null,
      uri: '',
      externalRef: eventName === 'LaunchedV2' ? referenceIn(args.jobRequesterId as string) : null,
    },
    { type: 'TaskStatusChanged', task: escrow, status: 'CREATED' },
    ...(before > 0n ? [foundThere({ address: escrow, token }, before)] : []),
    memory.remember(noteKey(escrow), note),
  ]
}

/** What the factories say: escrows launched, the market's owner, and the implementation that launches from now on. */
export const translateFactory = (decoded: DecodedLog, memory: Memory, view: MarketView): Meaning | undefined => {
  const { log, role, eventName, args } = decoded
  const meaning = (events: DomainEvent[]): Meaning => ({ logIndex: log.logIndex, events })
  if (isLaunch(decoded)) return meaning(launch(decoded, memory, view))
  if (role !== 'factory') return undefined
  if (eventName === 'Upgraded') return meaning([memory.remember(IMPLEMENTATION, { live: args.implementation as Hex })])
  if (eventName === 'OwnershipTransferred')
    return meaning([{ type: 'MarketChanged', owner: args.newOwner as Hex, feeBps: null }])
  return undefined
}
