import { hash } from 'node:crypto'
import type { Random } from './random.ts'

// Where tasks, submissions and datasets say their content is. Real markets hold content identifiers, web addresses with queries
// and whole descriptions inline, written in the languages of those who work there.

const subjects = [
  'street signs at night, Nairobi and Lagos',
  'Étiquetage d’images médicales : radiographies thoraciques',
  'Transkription deutscher Dialekte (Schwäbisch, Plattdeutsch)',
  'разметка изображений дорожных знаков',
  '手書き文字の認識データ',
  '普通话与粤语语音转写',
  'تصنيف المشاعر في تعليقات المتاجر',
  'हिन्दी वाक्यों का अनुवाद और समीक्षा',
  'clasificación de reseñas de productos en español',
  '한국어 대화 품질 평가',
  'swahili sauti za watoto 🎧',
  'đánh giá câu trả lời của mô hình ngôn ngữ',
  'crop disease photos 🌽🍅, phone cameras',
  'preference pairs for code review answers',
] as const

const BASE32 = 'abcdefghijklmnopqrstuvwxyz234567'

/** A version 1 content identifier, 59 characters. */
const contentId = (name: string): string => {
  const bytes = hash('sha512', name, 'buffer')
  let text = 'bafybei'
  for (let i = 0; i < 52; i++) text += BASE32[bytes[i]! & 31]
  return text
}

/** What no well-behaved program writes, and anyone may: broken UTF-8, NUL, markup, text that changes direction. */
const hostile = [
  Buffer.from([0x69, 0x70, 0x66, 0x73, 0x3a, 0xff, 0xfe, 0xc3, 0x28]),
  Buffer.from('ipfs://a\0b'),
  Buffer.from('"><script>alert(document.domain)</script>'),
  Buffer.from(`data:,${'\u202e'}gnirts desrever`),
  Buffer.from('🧾'.repeat(600)),
  Buffer.alloc(0),
] as const
const HOSTILE = 0.0005

export const uriText = (random: Random, kind: 'task' | 'submission' | 'dataset', id: number): Buffer => {
  if (random.chance(HOSTILE)) return random.pick(hostile)
  const dice = random.unit()
  if (dice < 0.7)
    return Buffer.from(`ipfs://${contentId(`${kind}/${id}`)}${kind === 'dataset' ? '/croissant.json' : ''}`)
  const subject = random.pick(subjects)
  if (dice < 0.85) return Buffer.from(`https://data.example/${kind}s/${id}?title=${encodeURIComponent(subject)}&v=1`)
  if (dice < 0.95) return Buffer.from(`https://data.example/${kind}s/${id}/${subject.replaceAll(' ', '-')}`)
  return Buffer.from(`data:application/json,${JSON.stringify({ title: subject, kind, id, licence: 'CC-BY-4.0' })}`)
}
