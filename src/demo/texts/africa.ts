import type { Theme } from './theme.ts'

export const africa: readonly Theme[] = [
  {
    language: 'sw',
    publisher: 'Sauti ya Ziwa',
    dataset: {
      name: 'Sauti za soko',
      description:
        'Mazungumzo ya bei sokoni kwa Kiswahili cha pwani na cha bara, yenye maandishi na tafsiri fupi kwa Kiingereza.',
      tags: ['sauti', 'mazungumzo', 'biashara', 'sw'],
      licence: 'CC-BY-4.0',
    },
    tasks: [
      {
        name: 'Andika mazungumzo ya dakika tano',
        description: 'Andika kila neno kama lilivyosemwa, pamoja na lugha ya mtaani. Usiandike majina ya watu.',
      },
      {
        name: 'Rekodi mashauriano ya bei',
        description: 'Watu wawili, bidhaa moja, kwa ruhusa ya wote wawili. Dakika mbili zinatosha.',
      },
      {
        name: 'Sahihisha tafsiri ya Kiingereza',
        description: 'Je, maana ni ile ile? Rekebisha methali na misemo isiyotafsirika neno kwa neno.',
      },
    ],
    pays: { token: 'dollar', reward: [120, 350], price: 39_900 },
  },
  {
    language: 'ar',
    publisher: 'مختبر الخط المفتوح',
    dataset: {
      name: 'خطوط اليد العربية',
      description: 'صفحات مكتوبة بخط اليد من طلاب وموظفين وكبار السن، مع نصها المطبوع سطرًا بسطر وبموافقة أصحابها.',
      tags: ['صور', 'خط اليد', 'تعرّف ضوئي', 'ar'],
      licence: 'CC-BY-NC-SA-4.0',
    },
    tasks: [
      {
        name: 'انسخ عشرين سطرًا بخط يدك',
        description: 'اكتب كما تكتب كل يوم، بقلم أزرق أو أسود، ثم صوّر الورقة في ضوء النهار دون ظلال.',
      },
      {
        name: 'طابِق السطر مع نصه',
        description: 'اقرأ صورة السطر وصحّح النص المطبوع حرفًا حرفًا. لا تُصلح أخطاء الكاتب الإملائية.',
      },
    ],
    pays: { token: 'coin', reward: [600, 1_800], price: 88_000 },
  },
  {
    language: 'yo',
    publisher: 'Ilé Ìmọ̀ Ohùn',
    dataset: {
      name: 'Àmì ohùn Yorùbá',
      description: 'Gbólóhùn Yorùbá pẹ̀lú àmì ohùn tó péye, láti ìròyìn àti ìtàn àbáláyé; olùkọ́ méjì ló yẹ ọ̀kọ̀ọ̀kan wò.',
      tags: ['ọ̀rọ̀', 'àmì ohùn', 'yo'],
      licence: 'CC-BY-4.0',
    },
    tasks: [
      {
        name: 'Fi àmì ohùn sí gbólóhùn 30',
        description: 'Fi àmì òkè, àmì àárín àti àmì ìsàlẹ̀ sí ibi tó yẹ. Ka á sókè kí o tó fi ránṣẹ́.',
      },
      {
        name: 'Ṣé àmì yìí tọ̀nà?',
        description: 'Yẹ iṣẹ́ ẹlòmíràn wò, kí o sì tún àṣìṣe ṣe. Kọ ìdí rẹ ní gbólóhùn kan.',
      },
    ],
    pays: { token: 'dollar', reward: [100, 240], price: 21_000 },
  },
]
