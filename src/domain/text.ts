/** Text that both databases can hold: PostgreSQL has no NUL in text. The raw log keeps the bytes as they were. */
export const cleanText = (text: string): string => text.replaceAll('\u0000', '\ufffd')
