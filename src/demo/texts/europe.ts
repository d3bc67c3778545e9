import type { Theme } from './theme.ts'

export const europe: readonly Theme[] = [
  {
    language: 'en',
    publisher: 'Harbour Speech Lab',
    dataset: {
      name: 'Everyday Requests, Spoken',
      description:
        'Short spoken requests to a home assistant, recorded in kitchens and living rooms, with transcripts checked by two people.',
      tags: ['speech', 'transcription', 'en', 'noisy-rooms'],
      licence: 'CC-BY-4.0',
    },
    tasks: [
      {
        name: 'Transcribe 20 kitchen recordings',
        description: 'Write down every word, mark what you cannot hear as [unclear]. About 15 minutes of audio.',
      },
      {
        name: 'Record 10 requests with the radio on',
        description: 'Read the sentences aloud while music or news is playing. Phone microphone, no headset.',
      },
      {
        name: 'Is the transcript right?',
        description: 'Listen and compare. Correct numbers, names and street addresses; leave hesitations as they are.',
      },
    ],
    pays: { token: 'dollar', reward: [180, 420], price: 48_000 },
  },
  {
    language: 'de',
    publisher: 'Wetterauer Gießerei eG',
    dataset: {
      name: 'Risse im Gussteil',
      description:
        'Fotos von Gussteilen mit eingezeichneten Rissen, Lunkern und Einschlüssen. Aufgenommen in drei Werken, nach Norm bewertet.',
      tags: ['Bilder', 'Qualitätsprüfung', 'Industrie', 'de'],
      licence: 'proprietary',
    },
    tasks: [
      {
        name: 'Risse einzeichnen (25 Bilder)',
        description: 'Jeden Riss mit einem Linienzug nachfahren. Spiegelungen sind keine Risse; im Zweifel markieren.',
      },
      {
        name: 'Zweitmeinung zu strittigen Teilen',
        description: 'Ist das Teil noch verwendbar? Ja, nein oder nacharbeiten, mit einem Satz Begründung.',
      },
      {
        name: 'Oberflächen nach Rauheit ordnen',
        description: 'Je fünf Bilder von glatt nach rau sortieren. Ruhig und am großen Bildschirm arbeiten.',
      },
    ],
    pays: { token: 'dollar', reward: [250, 690], price: 125_000 },
  },
  {
    language: 'pl',
    publisher: 'Fundacja Czytelna Umowa',
    dataset: {
      name: 'Umowy prostym językiem',
      description:
        'Trudne zdania z umów i regulaminów oraz ich prostsze wersje, sprawdzone przez prawników. Zażółć gęślą jaźń nie występuje.',
      tags: ['tekst', 'prawo', 'upraszczanie', 'pl'],
      licence: 'CC-BY-SA-4.0',
    },
    tasks: [
      {
        name: 'Napisz to prościej',
        description: 'Przepisz 15 zdań tak, żeby zrozumiał je piętnastolatek. Sens i liczby muszą zostać te same.',
      },
      {
        name: 'Czy sens się zgadza?',
        description: 'Porównaj oryginał z wersją prostą i zaznacz, co zniknęło lub się zmieniło.',
      },
    ],
    pays: { token: 'coin', reward: [900, 2_400], price: 0 },
  },
]
