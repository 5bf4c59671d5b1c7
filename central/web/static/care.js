// The front page's list of kiosks that need somebody, each line in both languages.

const PATIENCE_MS = 15000;

const devices = { scale: ["秤", "scale"], scanner: ["扫码器", "scanner"] };

const states = {
  missing: ["找不到接口", "its port is missing"],
  denied: ["没有使用接口的权限", "no right to use its port"],
  busy: ["接口被别的程序占着", "another program holds its port"],
  unplugged: ["线拔掉了", "unplugged"],
  silent: ["没有回应", "does not answer"],
  garbled: ["收到的数据读不懂", "sends what cannot be read"],
  wrong_unit: ["仪表的单位不对", "shows another unit"],
  zero_lost: ["空秤偏离零点太多", "has drifted too far from zero"],
  frozen: ["读数很久没有变过", "its reading has not moved for a long time"],
};

// The moment as people here read it, whatever the clock of the reader's machine.
const day = (moment, locale) =>
  new Date(moment).toLocaleDateString(locale, { timeZone: "Asia/Shanghai", year: "numeric", month: "short", day: "numeric" });
const minute = (moment, locale) =>
  new Date(moment).toLocaleString(locale, {
    timeZone: "Asia/Shanghai",
    year: "numeric",
    month: "short",
    day: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    hour12: false,
  });

const needs = {
  fork: ({ since }) => [
    `有两份互相矛盾的记录，从 ${minute(since, "zh-CN")} 起；密钥或磁盘可能被复制`,
    `two histories contradict each other, since ${minute(since, "en-GB")}; its key or its disk may have been copied`,
  ],
  silent: ({ since }) => [
    `很久没有联系平台，最后一次是 ${minute(since, "zh-CN")}；请查看电源和网络`,
    `has not been heard from since ${minute(since, "en-GB")}; see to its power and its network`,
  ],
  device_fault: ({ device, state, since }) => {
    const [deviceZh, deviceEn] = devices[device] ?? [device, device];
    const [stateZh, stateEn] = states[state] ?? [state, state];
    return [
      `${deviceZh}：${stateZh}，从 ${minute(since, "zh-CN")} 起`,
      `${deviceEn}: ${stateEn}, since ${minute(since, "en-GB")}`,
    ];
  },
  check_failed: ({ since }) => [
    `秤没有通过检查，${minute(since, "zh-CN")}`,
    `scale check failed, ${minute(since, "en-GB")}`,
  ],
  certificate_expired: ({ until }) => [
    `秤的检定证书过期，有效期到 ${day(until, "zh-CN")}`,
    `scale certificate expired, it was valid until ${day(until, "en-GB")}`,
  ],
  check_due: ({ since }) =>
    since === null
      ? ["秤还没有检查过", "scale never checked"]
      : [`秤该检查了，上次是 ${day(since, "zh-CN")}`, `scale check due, the last was on ${day(since, "en-GB")}`],
  certificate_soon: ({ until }) => [
    `秤的检定证书快到期，有效期到 ${day(until, "zh-CN")}`,
    `scale certificate expires soon, valid until ${day(until, "en-GB")}`,
  ],
};

function line(tag, text, lang, className) {
  const element = document.createElement(tag);
  element.textContent = text;
  if (lang) element.lang = lang;
  if (className) element.className = className;
  return element;
}

function item(need) {
  const [zh, en] = needs[need.need]?.(need) ?? [need.need, need.need];
  const element = document.createElement("li");
  element.className = `need ${need.need}`;
  element.append(line("p", need.kiosk, "", "kiosk"), line("p", zh, "", "why"), line("p", en, "en", "small"));
  return element;
}

function say(zh, en) {
  const sentence = line("p", zh);
  document.getElementById("care-state").replaceChildren(sentence, line("p", en, "en", "small"));
}

/** What the platform says, or null: no network, a busy platform, or an answer that is not ours (a captive portal). */
async function ask() {
  try {
    const answer = await fetch("/v1/care", { signal: AbortSignal.timeout(PATIENCE_MS) });
    return answer.ok ? (await answer.json()).needs : null;
  } catch {
    return null;
  }
}

const found = await ask();
document.getElementById("care-list").replaceChildren(...(found ?? []).map(item));
if (found === null) say("现在查不到，请稍后再看。", "Cannot be looked up now. Please try again later.");
else if (found.length === 0) say("现在没有。", "None now.");
