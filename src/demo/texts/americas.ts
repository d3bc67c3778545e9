import type { Theme } from './theme.ts'

export const americas: readonly Theme[] = [
  {
    language: 'es',
    publisher: 'Cooperativa Semilla Andina',
    dataset: {
      name: 'Hojas de papa: plagas y enfermedades',
      description:
        'Fotografías de hojas de papa de la sierra, etiquetadas por agrónomos: tizón tardío, pulguilla, deficiencias y hojas sanas.',
      tags: ['imágenes', 'agricultura', 'papa', 'es'],
      licence: 'CC-BY-NC-4.0',
    },
    tasks: [
      {
        name: 'Fotografiar 12 hojas enfermas',
        description:
          'Con luz del día, una hoja por foto, y la fecha de siembra si la sabe. No se aceptan fotos de internet.',
      },
      {
        name: 'Etiquetar manchas de tizón',
        description: 'Marque el contorno de cada mancha. Si duda entre dos enfermedades, elija «no sé»: también sirve.',
      },
      {
        name: 'Nombres locales de las plagas',
        description: '¿Cómo le dicen en su comunidad? Escriba el nombre en castellano, quechua o aimara, y el lugar.',
      },
    ],
    pays: { token: 'dollar', reward: [90, 260], price: 30_000 },
  },
  {
    language: 'pt-BR',
    publisher: 'Instituto Maré de Mapas',
    dataset: {
      name: 'Ruas sem nome',
      description:
        'Vielas, escadarias e pontos de encontro que não estão nos mapas, descritos por quem mora lá. Coordenadas arredondadas.',
      tags: ['mapas', 'endereços', 'cidades', 'pt-BR'],
      licence: 'ODbL-1.0',
    },
    tasks: [
      {
        name: 'Descreva o caminho até a sua porta',
        description: 'De um ponto conhecido até a entrada, como você explicaria a um entregador. Sem nomes de pessoas.',
      },
      {
        name: 'Conferir 30 pontos no mapa',
        description: 'Passe pelo local e diga se a escada, a viela ou o ponto ainda existe. Foto opcional.',
      },
    ],
    pays: { token: 'coin', reward: [350, 1_100], price: 64_000 },
  },
  {
    language: 'fr-CA',
    publisher: 'Atelier Neige & Données',
    dataset: {
      name: 'La route en hiver',
      description:
        'Images de caméras routières annotées : neige, glace noire, poudrerie, chaussée dégagée. Une image toutes les dix minutes.',
      tags: ['images', 'météo', 'sécurité routière', 'fr-CA'],
      licence: 'CC-BY-4.0',
    },
    tasks: [
      {
        name: 'État de la chaussée (40 images)',
        description: 'Choisissez l’état qui domine. La nuit, fiez-vous aux reflets ; une image illisible compte aussi.',
      },
      {
        name: 'Où est la glace noire ?',
        description: 'Encadrez les plaques. Deux regards valent mieux qu’un : chaque image passe par trois personnes.',
      },
    ],
    pays: { token: 'dollar', reward: [140, 330], price: 52_500 },
  },
]
