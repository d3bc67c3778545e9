/** A list of numbers that grows, at the price of the numbers alone. */
export type Numbers = {
  push(value: number): void
  at(index: number): number
  length(): number
  cut(length: number): void
}

export const createNumbers = (): Numbers => {
  let values = new Float64Array(1 << 16)
  let length = 0
  return {
    push: (value) => {
      if (length === values.length) {
        const wider = new Float64Array(length * 2)
        wider.set(values)
        values = wider
      }
      values[length++] = value
    },
    at: (index) => {
      if (index < 0 || index >= length) throw new RangeError(`There are ${length} numbers; asked for number ${index}.`)
      return values[index]!
    },
    length: () => length,
    cut: (to) => {
      length = Math.min(length, to)
    },
  }
}
