import { globSync, readFileSync, writeFileSync } from 'node:fs'

// drizzle-kit quotes an index's expression for SQLite piece by piece, as if its commas parted columns: `npm run migrations` puts such
// an expression together again.

for (const file of globSync('migrations/sqlite/*.sql')) {
  const text = readFileSync(file, 'utf8')
  const mended = text.replace(
    /^(CREATE (?:UNIQUE )?INDEX .+? ON `\w+` \()(`\w+\(.*\)`)(\);)/gm,
    (_, start, expression, end) => {
      const whole = (expression as string).slice(1, -1).replaceAll('`,`', ',')
      return `${start}${whole}${end}`
    },
  )
  if (mended !== text) writeFileSync(file, mended)
}
