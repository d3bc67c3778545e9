import type { DomainEvent } from '../domain/event.ts'
import type { MarketView } from './protocol.ts'

/** What a protocol remembers from log to log, as JSON texts by key: read as of now, also within one transaction. */
export type Memory = {
  recall<T>(key: string): T | undefined
  /** Changes what is remembered; the event makes it last and belongs among the meaning of the log that changed it. */
  remember(key: string, value: object): DomainEvent
}

export const createMemory = (view: Pick<MarketView, 'recall'>): Memory => {
  const changed = new Map<string, string>()
  return {
    recall: <T>(key: string) => {
      const text = changed.get(key) ?? view.recall(key)
      return text === undefined ? undefined : (JSON.parse(text) as T)
    },
    remember: (key, value) => {
      const text = JSON.stringify(value)
      changed.set(key, text)
      return { type: 'Remembered', key, value: text }
    },
  }
}
