import type { Theme } from './theme.ts'

export const asia: readonly Theme[] = [
  {
    language: 'hi',
    publisher: 'सरल स्वास्थ्य सहकारी',
    dataset: {
      name: 'घरेलू बोली में लक्षण',
      description:
        'लोग अपनी तकलीफ़ डॉक्टर को कैसे बताते हैं: हिन्दी और उसकी बोलियों के वाक्य, चिकित्सकीय शब्दों से मिलाए हुए। नाम और पते हटा दिए गए हैं।',
      tags: ['पाठ', 'स्वास्थ्य', 'बोलियाँ', 'hi'],
      licence: 'CC-BY-NC-4.0',
    },
    tasks: [
      {
        name: 'अपने शब्दों में लिखिए',
        description: 'सिरदर्द, बुखार और चक्कर को आपके घर में कैसे कहते हैं? दस वाक्य, ज़िले का नाम साथ में।',
      },
      {
        name: 'लक्षण का सही शब्द चुनिए',
        description: 'हर वाक्य के लिए सूची से चिकित्सकीय शब्द चुनिए। पक्का न हो तो «पता नहीं» लिखिए।',
      },
      {
        name: 'निजी जानकारी हटाइए',
        description: 'नाम, फ़ोन नंबर और गाँव के नाम ढूँढकर ढक दीजिए। कुछ छूट जाए तो काम वापस आएगा।',
      },
    ],
    pays: { token: 'dollar', reward: [110, 300], price: 57_000 },
  },
  {
    language: 'ja',
    publisher: '合同会社まちのこえ',
    dataset: {
      name: '看板と貼り紙の日本語',
      description:
        '商店街の看板・貼り紙・手書きの品書きを撮影し、文字の位置と読みを付けた画像集。縦書きと変体仮名を含む。',
      tags: ['画像', '文字認識', '縦書き', 'ja'],
      licence: 'CC-BY-4.0',
    },
    tasks: [
      {
        name: '手書きの品書きを読む(15枚)',
        description: '一行ずつ枠で囲み、読みを入力してください。判読できない字は〓としてください。',
      },
      {
        name: '縦書き看板の撮影',
        description: '正面から一枚、斜めから一枚。人の顔や車のナンバーが写らないようにお願いします。',
      },
    ],
    pays: { token: 'coin', reward: [1_200, 3_300], price: 150_000 },
  },
  {
    language: 'vi',
    publisher: 'Nhóm Sông Hậu Mở',
    dataset: {
      name: 'Nhật ký nước mặn',
      description:
        'Số đo độ mặn và lời kể của nông dân đồng bằng sông Cửu Long, mỗi tuần hai lần, kèm ảnh kênh rạch và loại cây trồng.',
      tags: ['cảm biến', 'nông nghiệp', 'khí hậu', 'vi'],
      licence: 'CC0-1.0',
    },
    tasks: [
      {
        name: 'Đo độ mặn sáng và chiều',
        description: 'Ghi số đo, giờ và vị trí gần đúng. Chụp màn hình máy đo để người khác kiểm tra được.',
      },
      {
        name: 'Kể lại một mùa vụ',
        description: 'Bạn đã đổi giống hay đổi lịch gieo như thế nào? Khoảng 200 chữ, viết như nói chuyện.',
      },
    ],
    pays: { token: 'coin', reward: [280, 900], price: 33_300 },
  },
]
