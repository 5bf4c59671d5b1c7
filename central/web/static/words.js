// Every sentence of the page in both languages. Values that take numbers are functions.

const seconds = (total) => `${Math.floor(total / 60)}:${String(total % 60).padStart(2, "0")}`;

const hourMinute = (moment) => [moment.getHours(), moment.getMinutes()].map((part) => String(part).padStart(2, "0")).join(":");

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
  passNext: (left) => `${left} 秒后自动换新`,
  passFresh: (left) => `${seconds(left)} 内有效，会自动换新`,
  passAway: (left) => `这张码还能用 ${seconds(left)}`,
  passGone: "这张码已过期，联网后自动换新",
  bright: "把屏幕调亮，对准回收亭的扫码窗",
  older: "用这个浏览器，出示绿芽码时要有网络。",
  numberTitle: "回收亭屏幕上有一个数字？",
  numberLabel: "请照着输入这个数字",
  numberAct: "出示带数字的绿芽码",
  numberOff: "换回平常的绿芽码",
  numberOn: (digits) => `现在这张码带着数字 ${digits}，请给回收亭看`,
  numberMalformed: "请输入 1 到 8 位数字。",
  away: "现在没有网络，联网后自动更新。",
  awaySigned: "手机现在没有网络，绿芽码照常能用。",
  awayNoPass: "请让手机连上网络，就会出现绿芽码。",
  stoppedHere: "这部手机的绿芽码已停用。有疑问请找工作人员。",
  trouble: "平台正在忙，稍后自动再试。",
  forgotten: "平台不认得这部手机的绿芽码了，请重新领取。",
  copy: "复制绿芽码文字",
  copied: "已复制",
  copyByHand: "请长按下面的文字复制",
  balanceTitle: "我的绿芽",
  asOf: (moment) => `截至 ${zh.date(moment)} ${hourMinute(moment)}，联网后更新`,
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
    pass_used_elsewhere: "同一张码在另一个回收亭用过，工作人员核对后入账",
    over_card_cap: "这张卡今天超过 10 公斤，工作人员核对后入账",
    over_day_cap: "今天超过 20 公斤，工作人员核对后入账",
    two_places: "几乎同时在另一个回收亭投递过，工作人员核对后入账",
    unknown_pass: "平台没有发过这个码，工作人员核对后入账",
    implausible_rate: "这台秤一小时内称得太多，工作人员核对后入账",
    epoch_unexplained: "这个回收亭的记录要核对，工作人员核对后入账",
    revoked_kiosk: "这个回收亭已停用，工作人员核对后入账",
    released: "工作人员已核对",
    declined: "工作人员核对后没有通过，有疑问请联系工作人员",
    revoked: "出示的码已停用，工作人员核对后入账",
    unknown_hold: "工作人员核对后入账",
  },
  because: "，",
  phonesTitle: "手机丢了？",
  phonesHow: "在这里停用丢了的手机，它的绿芽码就不能再用。减排和积分还在您名下。",
  thisPhone: "这部手机",
  otherPhone: "另一部手机",
  since: (day) => `${day}起`,
  stop: "停用这部丢了的手机",
  stopAsk: "停用以后，那部手机就不能再出示您的绿芽码了。确定停用吗？",
  stopped: "已停用",
  stopDone: "停用了。回收亭联网后就不再认它。",
  stopAway: "现在没有网络，还没有停用，请稍后再试。",
  onlyPhone: "现在只有这一部手机。它要是丢了，请工作人员停用。",
  residentNumber: "我的编号，请抄下来收好，工作人员凭它停用：",
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
  passNext: (left) => `New code in ${left} s, by itself`,
  passFresh: (left) => `Valid for ${seconds(left)}, renews by itself`,
  passAway: (left) => `This code still works for ${seconds(left)}`,
  passGone: "This code has expired and renews when the network is back",
  bright: "Turn the screen up bright and hold it to the kiosk's reading window",
  older: "In this browser, your code needs a network.",
  numberTitle: "Does the kiosk show a number?",
  numberLabel: "Type that number here",
  numberAct: "Show a code with this number",
  numberOff: "Back to the usual code",
  numberOn: (digits) => `This code now carries the number ${digits}. Show it to the kiosk`,
  numberMalformed: "Please type 1 to 8 digits.",
  away: "No network now. The page updates when it is back.",
  awaySigned: "This phone is offline. Your code works all the same.",
  awayNoPass: "Please connect this phone to a network, and your code will appear.",
  stoppedHere: "The code on this phone has been switched off. Staff can help.",
  trouble: "The platform is busy. The page tries again by itself.",
  forgotten: "The platform no longer knows this phone's code. Please get a new one.",
  copy: "Copy the code as text",
  copied: "Copied",
  copyByHand: "Press and hold the text below to copy it",
  balanceTitle: "My sprouts",
  asOf: (moment) => `As of ${en.date(moment)}, ${hourMinute(moment)}. Updates when there is a network`,
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
    pass_used_elsewhere: "the same code was used at another kiosk, credited after staff have looked at it",
    over_card_cap: "over 10 kg with this card today, credited after staff have looked at it",
    over_day_cap: "over 20 kg today, credited after staff have looked at it",
    two_places: "at another kiosk at nearly the same time, credited after staff have looked at it",
    unknown_pass: "a code that the platform has not issued, credited after staff have looked at it",
    implausible_rate: "too much on this scale within an hour, credited after staff have looked at it",
    epoch_unexplained: "this kiosk's records are being checked, credited after staff have looked at it",
    revoked_kiosk: "this kiosk was taken out of service, credited after staff have looked at it",
    released: "staff have looked at it",
    declined: "staff have looked at it and turned it down, please ask them",
    revoked: "the code has been switched off, credited after staff have looked at it",
    unknown_hold: "credited after staff have looked at it",
  },
  because: ": ",
  phonesTitle: "Lost a phone?",
  phonesHow: "Switch a lost phone off here, and its code no longer works. Your grams and points stay yours.",
  thisPhone: "This phone",
  otherPhone: "Another phone",
  since: (day) => `since ${day}`,
  stop: "Switch this lost phone off",
  stopAsk: "That phone will no longer be able to show your code. Switch it off?",
  stopped: "Switched off",
  stopDone: "Switched off. Kiosks refuse it as soon as they have heard of it.",
  stopAway: "No network now, so it is not switched off yet. Please try again later.",
  onlyPhone: "This is the only phone. If it is lost, staff can switch it off.",
  residentNumber: "My number. Please write it down and keep it safe; staff need it to switch the phone off:",
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
