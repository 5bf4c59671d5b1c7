// Every sentence of the page in both languages. Values that take numbers are functions.

const seconds = (total) => `${Math.floor(total / 60)}:${String(total % 60).padStart(2, "0")}`;

const zh = {
  title: "我的绿芽码",
  name: "绿芽回收亭",
  other: "English",
  welcome: "旧衣旧书，称一称，变绿芽",
  welcomeHow: "领一个绿芽码，投递时给回收亭看一下，减排和积分就记在您名下。",
  register: "领取我的绿芽码",
  privacy: "不需要姓名和手机号。",
  passTitle: "请出示您的绿芽码",
  passLabel: "绿芽码二维码",
  passFresh: (left) => `${seconds(left)} 内有效，会自动换新`,
  passAway: (left) => `这张码还能用 ${seconds(left)}`,
  passGone: "这张码已过期，联网后自动换新",
  away: "现在没有网络，联网后自动更新。",
  trouble: "平台正在忙，稍后自动再试。",
  forgotten: "平台不认得这部手机的绿芽码了，请重新领取。",
  copy: "复制绿芽码文字",
  copied: "已复制",
  copyByHand: "请长按下面的文字复制",
  balanceTitle: "我的绿芽",
  reduction: "减排",
  points: "积分",
  grams: "克",
  pointsUnit: "积分",
  kilogramUnit: "公斤",
  heldCount: (count) => `另有 ${count} 次待核实`,
  claimTitle: "领取没带手机时的投递",
  claimLabel: "回收亭屏幕上的 16 位领取码",
  claimAct: "领取",
  claimCredited: (grams, points) => `领到了：${grams} 克减排，${points} 积分`,
  claimWaiting: "记下了。回收亭联网上传后，会自动记到您名下。",
  claimTaken: "这个码已被另一部手机领取。有疑问请找工作人员。",
  claimMalformed: "没看清这个码，请对照抄下的码再输一次，共 16 位。",
  claimAway: "现在没有网络，请稍后再领。",
  creditsTitle: "每一次投递",
  noCredits: "还没有投递。带上旧衣旧书，去回收亭称一称。",
  materials: { clothing: "旧衣", books: "旧书" },
  date: (moment) => `${moment.getMonth() + 1}月${moment.getDate()}日`,
  sumGrams: (kg, factor, exact, floored) => `${kg} 公斤 × ${factor} = ${exact}${exact === floored ? "" : ` → ${floored}`} 克`,
  sumPoints: (kg, factor, exact, floored) => `${kg} 公斤 × ${factor} = ${exact}${exact === floored ? "" : ` → ${floored}`} 积分`,
  source: (rule) => rule.source_zh ?? "系数来源待平台确认",
  provisional: "暂定系数",
  rule: (id, version) => `规则 ${id}，第 ${version} 版`,
  verdicts: { accepted: "已入账", held: "待核实", refused: "未入账" },
  reasons: {
    too_light: "不到 0.2 公斤，攒一攒再来",
    over_drop_cap: "一次超过 20 公斤，工作人员核实后入账",
    unknown_resident: "平台还不认得这个绿芽码，工作人员会核实",
    unknown_rule: "系数待平台确认",
    arithmetic: "数字对不上，请联系工作人员",
    certificate_expired: "秤的检定证书过期了，工作人员核对后入账",
    scale_check_failed: "这台秤还要检查，工作人员核对后入账",
    taken_out: "回收箱里有东西拿出来了，工作人员核对后入账",
    unknown_hold: "工作人员核对后入账",
  },
  because: "，",
};

const en = {
  title: "My Sprout code",
  name: "Greensprout Kiosk",
  other: "中文",
  welcome: "Bring clothes and books. We weigh, you earn.",
  welcomeHow: "Get a Sprout code and show it to the kiosk: your grams and points are recorded under it.",
  register: "Get my Sprout code",
  privacy: "No name or phone number needed.",
  passTitle: "Show your Sprout code",
  passLabel: "QR code of your Sprout code",
  passFresh: (left) => `Valid for ${seconds(left)}, renews by itself`,
  passAway: (left) => `This code still works for ${seconds(left)}`,
  passGone: "This code has expired and renews when the network is back",
  away: "No network now. The page updates when it is back.",
  trouble: "The platform is busy. The page tries again by itself.",
  forgotten: "The platform no longer knows this phone's code. Please get a new one.",
  copy: "Copy the code as text",
  copied: "Copied",
  copyByHand: "Press and hold the text below to copy it",
  balanceTitle: "My sprouts",
  reduction: "CO₂ saved",
  points: "Points",
  grams: "g",
  pointsUnit: "points",
  kilogramUnit: "kg",
  heldCount: (count) => `${count} more under review`,
  claimTitle: "Claim a drop-off made without a phone",
  claimLabel: "The 16-character code from the kiosk screen",
  claimAct: "Claim",
  claimCredited: (grams, points) => `Yours now: ${grams} g saved, ${points} points`,
  claimWaiting: "Noted. It is credited as soon as the kiosk has uploaded it.",
  claimTaken: "Another phone has claimed this code. Staff can help.",
  claimMalformed: "That code is not readable. Please compare with what you wrote down: 16 characters.",
  claimAway: "No network now. Please claim later.",
  creditsTitle: "Every drop-off",
  noCredits: "No drop-off yet. Bring clothes and books to the kiosk.",
  materials: { clothing: "Clothes", books: "Books" },
  date: (moment) => `${moment.getDate()} ${"Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ")[moment.getMonth()]}`,
  sumGrams: (kg, factor, exact, floored) => `${kg} kg × ${factor} = ${exact}${exact === floored ? "" : ` → ${floored}`} g`,
  sumPoints: (kg, factor, exact, floored) => `${kg} kg × ${factor} = ${exact}${exact === floored ? "" : ` → ${floored}`} points`,
  source: (rule) => rule.source_en ?? "The source of this factor awaits confirmation",
  provisional: "Provisional factor",
  rule: (id, version) => `Rule ${id}, version ${version}`,
  verdicts: { accepted: "Credited", held: "Under review", refused: "Not credited" },
  reasons: {
    too_light: "under 0.2 kg, save up and come again",
    over_drop_cap: "over 20 kg at once, credited after staff have looked at it",
    unknown_resident: "the platform does not know this code yet, staff will look",
    unknown_rule: "the factor awaits confirmation",
    arithmetic: "the numbers do not agree, please ask staff",
    certificate_expired: "the scale's certificate has expired, credited after staff have looked at it",
    scale_check_failed: "the scale is to be checked, credited after staff have looked at it",
    taken_out: "something was taken out of the bin, credited after staff have looked at it",
    unknown_hold: "credited after staff have looked at it",
  },
  because: ": ",
};

const all = { zh, en };
const KEY = "greensprout.language";

/** The language in use: the one chosen before, else the browser's, Chinese first. */
export function language() {
  const chosen = localStorage.getItem(KEY);
  if (chosen in all) return chosen;
  return navigator.language.toLowerCase().startsWith("en") ? "en" : "zh";
}

/** Choose the other language and remember it. */
export function switchLanguage() {
  localStorage.setItem(KEY, language() === "zh" ? "en" : "zh");
}

/** The sentences of the language in use. */
export const words = () => all[language()];

/** Write all fixed sentences into the page. */
export function fillPage() {
  const chosen = words();
  document.documentElement.lang = language() === "zh" ? "zh-CN" : "en";
  document.title = chosen.title;
  for (const element of document.querySelectorAll("[data-words]")) {
    element.textContent = chosen[element.dataset.words];
  }
  const other = document.getElementById("language");
  other.textContent = chosen.other;
  other.lang = language() === "zh" ? "en" : "zh-CN";
}
