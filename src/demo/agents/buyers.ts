import type { Dataset } from '../market.ts'
import { claimRevenue, purchase } from '../moves/datasets.ts'
import type { World } from '../world.ts'

/** Buyers come for what is on sale and has a version; `every`: seconds between two, on average. */
export const letBuyersCome = (world: World, every: number) => {
  const { random, cast, market } = world
  const visit = () => {
    const onSale = [...market.datasets].filter(({ status, version }) => status === 'listed' && version > 0)
    if (onSale.length > 0) purchase(world, random.pick(onSale), random.pick(cast.buyers))
    world.after(random.wait(every), visit)
  }
  world.after(random.wait(every), visit)
}

/** Those who hold units come for their share of the sales, some of them; others never do. */
export const letSharersCome = (world: World, every: number) => {
  const { random, market } = world
  const visit = () => {
    const datasets = [...market.datasets]
    const claims = datasets.length === 0 ? [] : claimsOn(world, random.pick(datasets))
    // The first of them never come: the market holds what is theirs.
    const patient = claims.filter((_, i) => i % 3 !== 0)
    if (patient.length > 0) random.pick(patient)()
    world.after(random.wait(every), visit)
  }
  world.after(random.wait(every), visit)
}

const claimsOn = (world: World, dataset: Dataset): (() => void)[] =>
  dataset.revenue.claimable().map((claim) => () => claimRevenue(world, dataset, claim))
