/** What listeners write to this kind of show; all made up. `{n}` is the number of an episode. */
export const MESSAGES: readonly [string, ...string[]] = [
  'Thanks for the show',
  'Keep up the good work',
  'Boost!',
  'First boost from a long-time listener. You got me through three distro hops and a divorce from my old NAS.',
  'I moved the whole office to Linux because of episode {n}. Two weeks in and only the printer has complained.',
  'Question for the show: when do you stop tinkering with a setup that works? Asking for my wife.',
  'Please do a follow-up on backups. I learned the hard way that RAID is not one.',
  'Listening while rebuilding the router. If this message arrives, it worked.',
  'Row of ducks for the crew',
  'Live boost! Chat says hello',
  'Could you talk about accessibility on Wayland? My father is blind, and each update is a lottery for him.',
  'Running the server out of a closet in Lisbon, powered by the sun and good intentions ☀️',
  'My homelab is one old laptop with a broken lid, and it has more uptime than my employer.',
  'You mentioned file systems again. Drink! 🍺',
  'I tried the tip from last week and my boot time went from 40 seconds to 6. That is worth a coffee.',
  'The road trip special was the best thing I have heard all year.',
  'Here is some value for the value.',
  'I disagree with everything you said about desktops, and I would not miss an episode.',
  'Zip code boost, see if you find me',
  'Does anybody still run their own mail server? I do, and I need somebody to talk to.',
  'Booting from a USB stick in a hotel business centre. They asked me to leave.',
  'Thanks for explaining it slowly. English is my third language and Linux my first.',
  'Merci pour tout, depuis Québec',
  '🔥🔥🔥',
  '👨‍👩‍👧‍👦 The whole family listens in the car now. The youngest asks for “the penguin men”.',
  'Sent from a terminal, as nature intended',
  'If you read this on air, say hi to my cat Kernel. She panics a lot.',
  'Adding to the pile: please look at tiling window managers for people with one hand.',
  'Pre-show boost so that I am early for once',
  'Catching up after six months at sea. What did I miss?',
  'I counted: eleven mentions of NixOS in one hour. A new record?',
]

/** What some write in their own language. */
export const OWN_WORDS: Record<string, readonly [string, ...string[]]> = {
  مهند: [
    'من القاهرة مع التحية، استمروا 🎧',
    'شكراً على الحلقة، تعلمت الكثير عن Wayland اليوم',
    'Greetings from Cairo',
  ],
  דניאל: ['תודה על התוכנית! מאזין כל שבוע בדרך לעבודה', 'שאלה: מתי פרק על NixOS בעברית? 😄'],
  ペンギン愛好家: [
    'いつも楽しく聴いています。これからも頑張ってください 🐧',
    '初めてのブーストです。ありがとう！',
  ],
}

/** For a long one that fills a reading view. */
export const LONG_MESSAGE =
  `I have been listening since before there were boosts, and I never wrote, so here it all comes at once. I look after the
computers of a small library. We have twelve public machines, most of them older than the children who use them. Four years ago we could not
pay for another round of licences, and I remembered a thing that was said on your show: start with one machine, and leave a note on it that says
whom to ask. So I did. The note is still there, and hardly anybody has asked. Today all twelve run Linux, the savings paid for a second evening
of opening hours, and there is a club on Wednesdays where two retired engineers teach teenagers to write scripts. One of them was accepted to study
computer science last week. She asked me to thank whoever had the idea. That would be you.`.replaceAll(
    '\n',
    ' ',
  )

/** Amounts that mean something to listeners. */
export const NUMBERS: readonly [number, ...number[]] = [
  1337, 2222, 420, 4242, 1701, 8675, 3333, 5150, 1024, 2048, 6502, 8086, 1984, 2112, 7777, 9001,
]

/** What was paid without any metadata. */
export const MEMOS = ['Coffee fund', 'Thanks from the meetup', 'For the studio', 'Sticker pack'] as const
