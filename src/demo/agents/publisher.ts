import type { Dataset } from '../market.ts'
import { publishVersion, registerDataset, setPrice, setStatus } from '../moves/datasets.ts'
import { DAY, type World } from '../world.ts'
import type { Shelf } from './shelf.ts'

/** Fewer new pieces are not worth a version. */
const NEW_MIN = 3
/** More wait for the next version. */
const NEW_MAX = 60
/** Then a new edition is begun: a live market goes on for days, and each root is over everything before it. */
const VERSIONS_MAX = 12

/** A publisher at work: a version every few weeks, a new price now and then, and in the end a new edition. */
export const keepPublishing = (world: World, shelf: Shelf) => {
  const { random } = world
  const publish = () => {
    const { dataset } = shelf
    const usable = dataset.fresh.filter(({ state }) => state !== 'penalised').slice(-NEW_MAX)
    dataset.fresh = usable
    if (usable.length >= NEW_MIN) publishVersion(world, dataset, usable)
    if (dataset.version > 0 && dataset.price > 0n && random.chance(0.2)) changePrice(world, dataset)
    if (dataset.version >= VERSIONS_MAX) shelf.dataset = beginNewEdition(world, dataset)
    world.after(random.between(9, 20) * DAY, publish)
  }
  world.after(random.between(10, 18) * DAY, publish)
}

/** A little up or down; one in four moves to the other token, at a price that looks alike. */
const changePrice = (world: World, dataset: Dataset) => {
  const { random } = world
  const price = (dataset.price * BigInt(random.between(80, 135))) / 100n
  if (!random.chance(0.25)) return setPrice(world, dataset, dataset.token, price)
  const scale = 10n ** 12n
  if (dataset.token === 'dollar') setPrice(world, dataset, 'coin', price * scale * 3n)
  else setPrice(world, dataset, 'dollar', price / scale / 3n)
}

/** The old edition is no longer sold; what it earned can still be claimed, by those who hurry. */
const beginNewEdition = (world: World, old: Dataset): Dataset => {
  setStatus(world, old, 'ended')
  world.after(10 * DAY, () => world.market.datasets.delete(old))
  return registerDataset(world, old.owner, old.edition + 1)
}
