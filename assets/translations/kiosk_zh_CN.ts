<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>AccountActs</name>
    <message>
        <source>The last drop-offs</source>
        <translation>最近的投递</translation>
    </message>
    <message>
        <source>This kiosk keeps each drop-off for some weeks only. All of them are on your phone page</source>
        <translation>每一次的明细，这台机器只留几周。全部记录请看手机页面</translation>
    </message>
</context>
<context>
    <name>AccountBadges</name>
    <message>
        <source>Badges</source>
        <translation>徽章</translation>
    </message>
</context>
<context>
    <name>AccountMonths</name>
    <message>
        <source>Twelve months</source>
        <translation>最近十二个月</translation>
    </message>
    <message>
        <source>%1&#xa0;kg</source>
        <translation>%1&#xa0;公斤</translation>
    </message>
</context>
<context>
    <name>AccountPage</name>
    <message>
        <source>Done, go back</source>
        <translation>看好了，返回</translation>
    </message>
    <message>
        <source>Months</source>
        <translation>每月</translation>
    </message>
    <message>
        <source>Newest</source>
        <translation>明细</translation>
    </message>
    <message>
        <source>Badges</source>
        <translation>徽章</translation>
    </message>
    <message>
        <source>All</source>
        <translation>总账</translation>
    </message>
    <message>
        <source>My carbon ledger</source>
        <translation>绿芽碳账本</translation>
    </message>
    <message>
        <source>One moment</source>
        <translation>请稍等</translation>
    </message>
</context>
<context>
    <name>AccountSum</name>
    <message>
        <source>My carbon ledger</source>
        <translation>绿芽碳账本</translation>
    </message>
    <message>
        <source>Nothing of yours is here yet. The first bag grows the first ring</source>
        <translation>这里还没有您的记录。投下第一袋，就长出第一圈年轮</translation>
    </message>
    <message>
        <source>kg</source>
        <translation>公斤</translation>
    </message>
    <message>
        <source>drop-offs here: %1</source>
        <translation>在这台机器上投递 %1 次</translation>
    </message>
    <message>
        <source>kWh</source>
        <translation>度电</translation>
    </message>
    <message>
        <source>of electricity, at the press figure %1&#xa0;kg/⁠kWh</source>
        <translation>约合少用的电，新闻里常用&#xa0;%1&#xa0;公斤/度</translation>
    </message>
    <message>
        <source>To be checked, not in the sum: %1&#xa0;kg</source>
        <translation>待核对，还没有计入：%1&#xa0;公斤</translation>
    </message>
    <message>
        <source>From this kiosk. Your phone page has all</source>
        <translation>这台机器上的记录。全部请看手机页面</translation>
    </message>
</context>
<context>
    <name>AccountWords</name>
    <message>
        <source>to be uploaded</source>
        <translation>待上传</translation>
    </message>
    <message>
        <source>not credited</source>
        <translation>未入账</translation>
    </message>
    <message>
        <source>corrected, not counted</source>
        <translation>已更正，不计入</translation>
    </message>
    <message>
        <source>credited</source>
        <translation>已入账</translation>
    </message>
    <message>
        <source>First bag</source>
        <translation>第一袋</translation>
    </message>
    <message>
        <source>Both kinds</source>
        <translation>衣书都有</translation>
    </message>
    <message>
        <source>Four in a row</source>
        <translation>连续四个月</translation>
    </message>
    <message>
        <source>10 kilograms</source>
        <translation>十公斤</translation>
    </message>
    <message>
        <source>50 kilograms</source>
        <translation>五十公斤</translation>
    </message>
    <message>
        <source>100 kilograms</source>
        <translation>一百公斤</translation>
    </message>
    <message>
        <source>with your first bag</source>
        <translation>投下第一袋就有</translation>
    </message>
    <message>
        <source>earned</source>
        <translation>已得到</translation>
    </message>
    <message>
        <source>to be checked</source>
        <translation>待核对</translation>
    </message>
    <message>
        <source>credited, corrected</source>
        <translation>已入账，更正过</translation>
    </message>
    <message>
        <source>%1 are missing</source>
        <translation>还差%1</translation>
    </message>
    <message>
        <source>bring both</source>
        <translation>旧衣旧书各投一次</translation>
    </message>
    <message>
        <source>one month to go</source>
        <translation>再有一个月</translation>
    </message>
    <message>
        <source>%1 months to go</source>
        <translation>再有 %1 个月</translation>
    </message>
    <message>
        <source>%1&#xa0;kg to go</source>
        <translation>还差 %1&#xa0;公斤</translation>
    </message>
</context>
<context>
    <name>ActRow</name>
    <message>
        <source>%1 %2&#xa0;kg</source>
        <translation>%1 %2&#xa0;公斤</translation>
    </message>
    <message>
        <source>%1&#xa0;points</source>
        <translation>%1&#xa0;积分</translation>
    </message>
</context>
<context>
    <name>AgreePage</name>
    <message>
        <source>To be looked at</source>
        <translation>请看一看</translation>
    </message>
    <message>
        <source>Is this right?</source>
        <translation>请看看对不对</translation>
    </message>
    <message>
        <source>Bags taken along: %1</source>
        <translation>带走 %1 袋</translation>
    </message>
    <message>
        <source>Nothing is taken along</source>
        <translation>没有带走东西</translation>
    </message>
    <message>
        <source>kg</source>
        <translation>公斤</translation>
    </message>
    <message>
        <source>Yes, that is right</source>
        <translation>对，没错</translation>
    </message>
    <message>
        <source>The resident cannot look now</source>
        <translation>居民现在不方便看</translation>
    </message>
</context>
<context>
    <name>AnotherDayPage</name>
    <message>
        <source>A clock</source>
        <translation>一个钟</translation>
    </message>
    <message>
        <source>When shall we come?</source>
        <translation>哪天再来合适？</translation>
    </message>
    <message>
        <source>%1
%2</source>
        <translation>%1
%2</translation>
    </message>
</context>
<context>
    <name>AttractScreen</name>
    <message>
        <source>Bring clothes and books. We weigh, you earn.</source>
        <translation>旧衣旧书，放上来称一称</translation>
    </message>
    <message>
        <source>Collected here today: %1&#xa0;kg</source>
        <translation>今天这里已收 %1&#xa0;公斤</translation>
    </message>
    <message>
        <source>Please wait a moment, or come back later</source>
        <translation>请稍等，或晚点再来</translation>
    </message>
    <message>
        <source>Look at my ledger</source>
        <translation>看我的账本</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>开始</translation>
    </message>
    <message>
        <source>What goes in here</source>
        <translation>能放什么</translation>
    </message>
</context>
<context>
    <name>BackButton</name>
    <message>
        <source>Back</source>
        <translation>返回</translation>
    </message>
</context>
<context>
    <name>BadgePicture</name>
    <message>
        <source>A badge of the staff</source>
        <translation>一张工牌</translation>
    </message>
</context>
<context>
    <name>BagsPage</name>
    <message>
        <source>No reading</source>
        <translation>没有读数</translation>
    </message>
    <message>
        <source>On the scale now: %1&#xa0;kg</source>
        <translation>秤上现在 %1&#xa0;公斤</translation>
    </message>
    <message>
        <source>Cause: %1</source>
        <translation>原因：%1</translation>
    </message>
    <message>
        <source>kg</source>
        <translation>公斤</translation>
    </message>
    <message>
        <source>Nothing is counted yet</source>
        <translation>还没有称到</translation>
    </message>
    <message>
        <source>Taken out %1&#xa0;times, %2&#xa0;kg the last</source>
        <translation>已取出 %1&#xa0;次，上一次 %2&#xa0;公斤</translation>
    </message>
    <message>
        <source>Bags counted: %1, the last %2&#xa0;kg</source>
        <translation>已称 %1&#xa0;袋，上一袋 %2&#xa0;公斤</translation>
    </message>
    <message>
        <source>Undo the last bag</source>
        <translation>划掉上一袋</translation>
    </message>
    <message>
        <source>Use vehicle scale</source>
        <translation>改用车辆秤</translation>
    </message>
    <message>
        <source>That is all</source>
        <translation>都称完了</translation>
    </message>
</context>
<context>
    <name>CallCard</name>
    <message>
        <source>Stuck? Please ask the staff nearby</source>
        <translation>遇到困难？请找附近的工作人员</translation>
    </message>
    <message>
        <source>Stuck? Please call us</source>
        <translation>遇到困难？请打电话</translation>
    </message>
    <message>
        <source>Somebody is there: %1</source>
        <translation>工作人员在岗：%1</translation>
    </message>
</context>
<context>
    <name>CameraPreview</name>
    <message>
        <source>The picture of the camera, with a frame for the code</source>
        <translation>摄像头的画面，中间有对准码的方框</translation>
    </message>
</context>
<context>
    <name>CheckPicture</name>
    <message>
        <source>A picture of this step of the scale check</source>
        <translation>一幅图：这一步怎么做</translation>
    </message>
</context>
<context>
    <name>CheckScaleScreen</name>
    <message>
        <source>Lay the %1&#xa0;kg test weight on the bin</source>
        <translation>把 %1&#xa0;公斤砝码放到回收箱上</translation>
    </message>
    <message>
        <source>Put the %1&#xa0;kg test weight on the scale</source>
        <translation>把 %1&#xa0;公斤砝码放到秤上</translation>
    </message>
    <message>
        <source>Scale check</source>
        <translation>检查秤</translation>
    </message>
    <message>
        <source>Check passed</source>
        <translation>检查通过</translation>
    </message>
    <message>
        <source>Check failed</source>
        <translation>检查没有通过</translation>
    </message>
    <message>
        <source>Cause: %1</source>
        <translation>原因：%1</translation>
    </message>
    <message>
        <source>kg</source>
        <translation>公斤</translation>
    </message>
    <message>
        <source>Hands off the bin</source>
        <translation>手离开回收箱</translation>
    </message>
    <message>
        <source>Empty the scale</source>
        <translation>把秤清空</translation>
    </message>
    <message>
        <source>Take the test weight off again</source>
        <translation>取下砝码</translation>
    </message>
    <message>
        <source>That is not the %1&#xa0;kg test weight. Take it off, then put the right one on</source>
        <translation>这不是 %1&#xa0;公斤砝码，请先取下，再放对的</translation>
    </message>
    <message>
        <source>Recording. One moment</source>
        <translation>正在记，请稍等</translation>
    </message>
    <message>
        <source>Permitted error: ±%1&#xa0;g</source>
        <translation>允许误差 ±%1&#xa0;克</translation>
    </message>
    <message>
        <source>g</source>
        <translation>克</translation>
    </message>
    <message>
        <source>%1&#xa0;kg weighed as %2&#xa0;kg, permitted ±%3&#xa0;g</source>
        <translation>%1&#xa0;公斤砝码称得 %2&#xa0;公斤，
允许误差 ±%3&#xa0;克</translation>
    </message>
    <message>
        <source>Empty again: %1&#xa0;g, permitted ±%2&#xa0;g</source>
        <translation>取下后 %1&#xa0;克，允许 ±%2&#xa0;克</translation>
    </message>
    <message>
        <source>The result is recorded</source>
        <translation>结果已经记下</translation>
    </message>
    <message>
        <source>Please call for repair. Until the scale passes a check, points wait for review</source>
        <translation>请联系维修。
检查通过之前，积分要等核对后入账</translation>
    </message>
    <message>
        <source>Finish</source>
        <translation>结束</translation>
    </message>
</context>
<context>
    <name>ChooseMaterialScreen</name>
    <message>
        <source>One more bag</source>
        <translation>再投一袋</translation>
    </message>
    <message>
        <source>Hello</source>
        <translation>您好</translation>
    </message>
    <message>
        <source>Both bins are full</source>
        <translation>两个箱都满了</translation>
    </message>
    <message>
        <source>What is in this bag?</source>
        <translation>这一袋是什么？</translation>
    </message>
    <message>
        <source>Recorded so far: %1&#xa0;kg, %2&#xa0;points</source>
        <translation>已经记好 %1&#xa0;公斤、%2&#xa0;积分</translation>
    </message>
    <message>
        <source>Recorded so far: %1&#xa0;kg, to be checked</source>
        <translation>已经记下 %1&#xa0;公斤，待核对</translation>
    </message>
    <message>
        <source>Recorded so far: %1&#xa0;kg, partly to be checked</source>
        <translation>已经记下 %1&#xa0;公斤，部分待核对</translation>
    </message>
    <message>
        <source>Clothes</source>
        <translation>旧衣</translation>
    </message>
    <message>
        <source>Books</source>
        <translation>旧书</translation>
    </message>
    <message>
        <source>Finish</source>
        <translation>结束</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>返回</translation>
    </message>
    <message>
        <source>What goes in here</source>
        <translation>能放什么</translation>
    </message>
    <message>
        <source>What goes in</source>
        <translation>能放什么</translation>
    </message>
    <message>
        <source>My ledger</source>
        <translation>我的账本</translation>
    </message>
</context>
<context>
    <name>ClosedSign</name>
    <message>
        <source>A sign: closed for now</source>
        <translation>一块牌子：暂停使用</translation>
    </message>
</context>
<context>
    <name>ClosingPage</name>
    <message>
        <source>An hourglass</source>
        <translation>一个沙漏</translation>
    </message>
    <message>
        <source>Recording. One moment</source>
        <translation>正在记录，请稍等</translation>
    </message>
</context>
<context>
    <name>CodePage</name>
    <message>
        <source>Please show your Sprout code or card</source>
        <translation>请出示绿芽码或绿芽卡</translation>
    </message>
    <message>
        <source>Or say the code of the order:</source>
        <translation>或者报一下预约码：</translation>
    </message>
</context>
<context>
    <name>CollectScreen</name>
    <message>
        <source>By the records</source>
        <translation>账上</translation>
    </message>
    <message>
        <source>Weighed</source>
        <translation>称得</translation>
    </message>
    <message>
        <source>%1&#xa0;kg</source>
        <translation>%1&#xa0;公斤</translation>
    </message>
    <message>
        <source>Difference</source>
        <translation>相差</translation>
    </message>
    <message>
        <source>%1&#xa0;kg, permitted ±%2&#xa0;kg</source>
        <translation>%1&#xa0;公斤，允许 ±%2&#xa0;公斤</translation>
    </message>
    <message>
        <source>A collection was begun</source>
        <translation>有一次清运没做完</translation>
    </message>
    <message>
        <source>Weighed so far</source>
        <translation>已经称了</translation>
    </message>
    <message>
        <source>Nothing of it is lost. Somebody else may go on with it</source>
        <translation>已做的都还在，换一个人也能接着做</translation>
    </message>
    <message>
        <source>Go on with it</source>
        <translation>接着做</translation>
    </message>
    <message>
        <source>The bin then counts as not emptied</source>
        <translation>这个箱就算没有清空</translation>
    </message>
    <message>
        <source>Unbroken</source>
        <translation>完好</translation>
    </message>
    <message>
        <source>Unbroken, this other number</source>
        <translation>完好，就是这个号</translation>
    </message>
    <message>
        <source>Broken</source>
        <translation>破了</translation>
    </message>
    <message>
        <source>Is the seal unbroken?</source>
        <translation>封签完好吗？</translation>
    </message>
    <message>
        <source>That is another seal</source>
        <translation>号码对不上</translation>
    </message>
    <message>
        <source>Found</source>
        <translation>找到的</translation>
    </message>
    <message>
        <source>Put on last</source>
        <translation>上次封的</translation>
    </message>
    <message>
        <source>none</source>
        <translation>没有</translation>
    </message>
    <message>
        <source>Read it again, or record it as it is</source>
        <translation>请再看一遍，或照实记下</translation>
    </message>
    <message>
        <source>Why by a vehicle&apos;s scale?</source>
        <translation>为什么用车辆秤？</translation>
    </message>
    <message>
        <source>Why does it differ?</source>
        <translation>为什么对不上？</translation>
    </message>
    <message>
        <source>Nothing was weighed</source>
        <translation>没有称到东西</translation>
    </message>
    <message>
        <source>Recorded and weighed agree</source>
        <translation>账和秤对上了</translation>
    </message>
    <message>
        <source>The bin is empty, close it</source>
        <translation>箱是空的，照此结清</translation>
    </message>
    <message>
        <source>%1&#xa0;kg in %2&#xa0;bags</source>
        <translation>%1&#xa0;公斤，共 %2&#xa0;袋</translation>
    </message>
    <message>
        <source>Give up this collection</source>
        <translation>放弃这一次</translation>
    </message>
    <message>
        <source>Why give up this collection?</source>
        <translation>为什么放弃这一次？</translation>
    </message>
    <message>
        <source>It replaces the weights of all bags</source>
        <translation>按这个数算，不再按袋算</translation>
    </message>
    <message>
        <source>Go back and weigh</source>
        <translation>返回，一起称</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>下一步</translation>
    </message>
    <message>
        <source>Dropped off since the weighing: %1&#xa0;kg</source>
        <translation>称完后又投了 %1&#xa0;公斤</translation>
    </message>
    <message>
        <source>Where does it go?</source>
        <translation>送到哪里？</translation>
    </message>
    <message>
        <source>Recording. One moment</source>
        <translation>正在记录，请稍等</translation>
    </message>
</context>
<context>
    <name>CollectWords</name>
    <message>
        <source>That is not the number of a seal. Please read it again</source>
        <translation>这不是封签号，请再扫一次</translation>
    </message>
    <message>
        <source>This seal was used before. Please take another one</source>
        <translation>这个封签用过了，请换一个新的</translation>
    </message>
    <message>
        <source>The bin cannot hold that much. Please check the number</source>
        <translation>这个箱装不下这么多，请核对数字</translation>
    </message>
    <message>
        <source>Something still moves or lies on the scale. Please wait until it is counted</source>
        <translation>秤上还有东西没记好，请等一等</translation>
    </message>
    <message>
        <source>Something was put into the bin. Please take it out again</source>
        <translation>有东西放回箱里了，请再取出来</translation>
    </message>
    <message>
        <source>Something was dropped off meanwhile. Please look at the figures again</source>
        <translation>刚才又有人投了，请再看一遍数字</translation>
    </message>
    <message>
        <source>No more bags can be counted. Please finish weighing</source>
        <translation>袋数已满，请结束称重</translation>
    </message>
    <message>
        <source>Wet or dried</source>
        <translation>受潮或晾干</translation>
    </message>
    <message>
        <source>Refuse sorted out</source>
        <translation>拣出了垃圾</translation>
    </message>
    <message>
        <source>Left unweighed</source>
        <translation>有人没称就投</translation>
    </message>
    <message>
        <source>From a round</source>
        <translation>上门收的也在里面</translation>
    </message>
    <message>
        <source>Moved between bins</source>
        <translation>在箱之间挪过</translation>
    </message>
    <message>
        <source>Missing, nobody knows why</source>
        <translation>少了，原因不明</translation>
    </message>
    <message>
        <source>Too heavy for this scale</source>
        <translation>太重，这台秤称不了</translation>
    </message>
    <message>
        <source>This scale is out of order</source>
        <translation>这台秤坏了</translation>
    </message>
    <message>
        <source>Begun by mistake</source>
        <translation>点错了</translation>
    </message>
    <message>
        <source>The vehicle has left</source>
        <translation>车走了</translation>
    </message>
    <message>
        <source>The scale is out of order</source>
        <translation>秤坏了</translation>
    </message>
    <message>
        <source>The weather</source>
        <translation>天气不好</translation>
    </message>
    <message>
        <source>This bin was emptied since, or is not here any more. Please give up this collection</source>
        <translation>这个箱已经清过，或不在这里了，请放弃这一次</translation>
    </message>
    <message>
        <source>Scale in doubt</source>
        <translation>秤可能不准</translation>
    </message>
    <message>
        <source>The whole bin is taken</source>
        <translation>整箱运走</translation>
    </message>
    <message>
        <source>Put the next bag on the scale</source>
        <translation>请放下一袋</translation>
    </message>
    <message>
        <source>Take out a few bags, then let go</source>
        <translation>请取出几袋，然后松手</translation>
    </message>
    <message>
        <source>Take out again what was put in</source>
        <translation>请把放回去的再取出来</translation>
    </message>
    <message>
        <source>Counted. Take the bag off</source>
        <translation>记下了，请拿下来</translation>
    </message>
    <message>
        <source>Too light for this scale. Weigh it with another bag</source>
        <translation>太轻了，请和别的袋子一起称</translation>
    </message>
    <message>
        <source>Too heavy for this scale. Use smaller bags</source>
        <translation>太重了，请分成小袋</translation>
    </message>
    <message>
        <source>Does anybody lean on it? Hands off</source>
        <translation>有人扶着秤吗？请松手</translation>
    </message>
    <message>
        <source>The bin is off the scale. Empty it and put it back</source>
        <translation>箱不在秤上，清空后请放回来</translation>
    </message>
    <message>
        <source>The scale shows less than nothing. Is anything under it?</source>
        <translation>秤低于零，下面压着东西吗？</translation>
    </message>
    <message>
        <source>The scale is starting</source>
        <translation>秤正在准备</translation>
    </message>
    <message>
        <source>Weighing. Hands off for a moment</source>
        <translation>正在称，请松手稍等</translation>
    </message>
    <message>
        <source>To the sorting centre</source>
        <translation>送分拣中心</translation>
    </message>
    <message>
        <source>Into %1 here</source>
        <translation>放进这里的 %1</translation>
    </message>
    <message>
        <source>To %1</source>
        <translation>送到%1</translation>
    </message>
</context>
<context>
    <name>ConfirmScreen</name>
    <message>
        <source>Recorded only when you touch &quot;Record it&quot;</source>
        <translation>点“记下来”之后才会记录</translation>
    </message>
    <message>
        <source>Weigh again</source>
        <translation>重新称</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>返回</translation>
    </message>
    <message>
        <source>Record it</source>
        <translation>记下来</translation>
    </message>
</context>
<context>
    <name>ConsoleScreen</name>
    <message>
        <source>Done, lock</source>
        <translation>好了，锁上</translation>
    </message>
</context>
<context>
    <name>ConsoleWords</name>
    <message>
        <source>the new key does not prove itself</source>
        <translation>新密钥没有证明自己</translation>
    </message>
    <message>
        <source>it was told of twice</source>
        <translation>报告了两次</translation>
    </message>
    <message>
        <source>Devices</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>Upload</source>
        <translation>上传</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>今日</translation>
    </message>
    <message>
        <source>Screen</source>
        <translation>屏幕</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>Service</source>
        <translation>服务</translation>
    </message>
    <message>
        <source>Scale</source>
        <translation>秤</translation>
    </message>
    <message>
        <source>Reader</source>
        <translation>扫码口</translation>
    </message>
    <message>
        <source>Camera</source>
        <translation>摄像头</translation>
    </message>
    <message>
        <source>Printer</source>
        <translation>打印机</translation>
    </message>
    <message>
        <source>Network</source>
        <translation>网络</translation>
    </message>
    <message>
        <source>Disk</source>
        <translation>磁盘</translation>
    </message>
    <message>
        <source>Clock</source>
        <translation>时钟</translation>
    </message>
    <message>
        <source>Battery</source>
        <translation>电池</translation>
    </message>
    <message>
        <source>Platform</source>
        <translation>平台</translation>
    </message>
    <message>
        <source>Records</source>
        <translation>记录</translation>
    </message>
    <message>
        <source>ready</source>
        <translation>正常</translation>
    </message>
    <message>
        <source>starting</source>
        <translation>正在启动</translation>
    </message>
    <message>
        <source>no fault known</source>
        <translation>没有发现故障</translation>
    </message>
    <message>
        <source>not found</source>
        <translation>没有找到</translation>
    </message>
    <message>
        <source>connected</source>
        <translation>已连接</translation>
    </message>
    <message>
        <source>no network</source>
        <translation>没有网络</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>不清楚</translation>
    </message>
    <message>
        <source>does not answer</source>
        <translation>没有回应</translation>
    </message>
    <message>
        <source>only %1&#xa0;MB free</source>
        <translation>只剩 %1&#xa0;兆</translation>
    </message>
    <message>
        <source>%1&#xa0;MB free</source>
        <translation>还有 %1&#xa0;兆</translation>
    </message>
    <message>
        <source>%1%, on mains power</source>
        <translation>%1%，已接电源</translation>
    </message>
    <message>
        <source>%1%, on battery</source>
        <translation>%1%，用电池</translation>
    </message>
    <message>
        <source>backup failed</source>
        <translation>备份没有成功</translation>
    </message>
    <message>
        <source>none fitted</source>
        <translation>没有安装</translation>
    </message>
    <message>
        <source>printing</source>
        <translation>正在打印</translation>
    </message>
    <message>
        <source>out of paper</source>
        <translation>没有纸了</translation>
    </message>
    <message>
        <source>agrees with the platform</source>
        <translation>与平台一致</translation>
    </message>
    <message>
        <source>not yet compared</source>
        <translation>还没有核对</translation>
    </message>
    <message>
        <source>%1&#xa0;d off</source>
        <translation>差 %1&#xa0;天</translation>
    </message>
    <message>
        <source>%1&#xa0;h off</source>
        <translation>差 %1&#xa0;小时</translation>
    </message>
    <message>
        <source>%1&#xa0;min off</source>
        <translation>差 %1&#xa0;分钟</translation>
    </message>
    <message>
        <source>%1&#xa0;s off</source>
        <translation>差 %1&#xa0;秒</translation>
    </message>
    <message>
        <source>Call for repair. Until the scale passes a check, points wait for review</source>
        <translation>请联系维修。秤检查合格之前，积分先待核对</translation>
    </message>
    <message>
        <source>Restart the machine. If it comes back, call for repair</source>
        <translation>请重启机器。再出现就联系维修</translation>
    </message>
    <message>
        <source>Put its cable in firmly. If it comes back, call for repair</source>
        <translation>请把线插紧。再出现就联系维修</translation>
    </message>
    <message>
        <source>certainly wrong</source>
        <translation>肯定不准</translation>
    </message>
    <message>
        <source>not checked</source>
        <translation>还没有检查</translation>
    </message>
    <message>
        <source>Stick found, %1&#xa0;MB free</source>
        <translation>找到优盘，还有 %1&#xa0;兆</translation>
    </message>
    <message>
        <source>This stick is write-protected</source>
        <translation>这个优盘写不进去</translation>
    </message>
    <message>
        <source>Plug in a stick</source>
        <translation>请插上优盘</translation>
    </message>
    <message>
        <source>Looking for a stick</source>
        <translation>正在找优盘</translation>
    </message>
    <message>
        <source>Put the camera&apos;s cable in again</source>
        <translation>请把摄像头的线重新插好</translation>
    </message>
    <message>
        <source>Look at the light around the camera, and clean its glass</source>
        <translation>看看摄像头周围的光线，擦一擦镜头</translation>
    </message>
    <message>
        <source>Put in a new roll of paper</source>
        <translation>请换一卷新纸</translation>
    </message>
    <message>
        <source>Switch the printer on, and put its cable in again</source>
        <translation>请打开打印机，把线重新插好</translation>
    </message>
    <message>
        <source>Put the network cable in again, or restart the router. Records wait here meanwhile</source>
        <translation>请把网线重新插好，或重启路由器。记录先存在本机</translation>
    </message>
    <message>
        <source>Export what is needed, then let the service make room</source>
        <translation>先导出需要的，再请维修人员清理空间</translation>
    </message>
    <message>
        <source>The disk is failing. Call for repair</source>
        <translation>磁盘快坏了，请联系维修</translation>
    </message>
    <message>
        <source>Let the service set the clock, or connect the network</source>
        <translation>请维修人员校准时钟，或接通网络</translation>
    </message>
    <message>
        <source>Plug the mains in now</source>
        <translation>请马上接上电源</translation>
    </message>
    <message>
        <source>Put the backup stick in again, or take a new one</source>
        <translation>请把备份优盘重新插好，或换一个新的</translation>
    </message>
    <message>
        <source>The first backup is made soon</source>
        <translation>很快会做第一次备份</translation>
    </message>
    <message>
        <source>There is nothing to do</source>
        <translation>不用处理</translation>
    </message>
    <message>
        <source>Have the scale verified. Until then, points wait for review</source>
        <translation>请送秤检定。在此之前，积分先待核对</translation>
    </message>
    <message>
        <source>Check the scale with the test weight, from the menu</source>
        <translation>请回到菜单，用砝码检查秤</translation>
    </message>
    <message>
        <source>Have the scale verified soon</source>
        <translation>请尽快安排检定</translation>
    </message>
    <message>
        <source>Look below the scale, and put back what belongs on it</source>
        <translation>请看看秤下面，该放在秤上的请放回去</translation>
    </message>
    <message>
        <source>Empty the scale and clean below it, then switch the indicator off and on</source>
        <translation>清空秤台，清理秤下，再把仪表关掉重开</translation>
    </message>
    <message>
        <source>Switch the indicator to kilograms</source>
        <translation>请把仪表切换到公斤</translation>
    </message>
    <message>
        <source>Put something on the scale. If nothing moves, switch the indicator off and on</source>
        <translation>放一样东西到秤上。数字不动，就把仪表关掉重开</translation>
    </message>
    <message>
        <source>Switch it on, and look at its cable</source>
        <translation>请接通电源，检查连接线</translation>
    </message>
    <message>
        <source>Put its cable in again</source>
        <translation>请把线重新插好</translation>
    </message>
    <message>
        <source>Let the service enrol this kiosk</source>
        <translation>请维修人员登记本机</translation>
    </message>
    <message>
        <source>Log in to this network, or use another</source>
        <translation>请登录这个网络，或换一个网络</translation>
    </message>
    <message>
        <source>Look whether the clock is right. Otherwise tell the service at once</source>
        <translation>看看时钟准不准。时钟没问题就马上告诉维修人员</translation>
    </message>
    <message>
        <source>Let the service set the clock</source>
        <translation>请维修人员校准时钟</translation>
    </message>
    <message>
        <source>Let the service look at the platform&apos;s address</source>
        <translation>请维修人员检查平台地址</translation>
    </message>
    <message>
        <source>Tell the platform&apos;s operator. Records wait here meanwhile</source>
        <translation>请告诉平台管理员。记录先存在本机</translation>
    </message>
    <message>
        <source>Wait. It is tried again by itself</source>
        <translation>请等一等，会自动重试</translation>
    </message>
    <message>
        <source>Look at the network cable or the router. Records wait here meanwhile</source>
        <translation>请检查网线或路由器。记录先存在本机</translation>
    </message>
    <message>
        <source>No stick was found. Plug one in, wait a moment, and try again</source>
        <translation>没找到优盘。请插上，稍等再试</translation>
    </message>
    <message>
        <source>The stick is full. Make room on it, or take a larger one</source>
        <translation>优盘满了。请清理，或换个大的</translation>
    </message>
    <message>
        <source>The stick cannot be written. Move its lock, or take another</source>
        <translation>优盘写不进去。请打开写保护，或换一个</translation>
    </message>
    <message>
        <source>The stick does not answer any more. Plug it in again, or take another</source>
        <translation>优盘没有回应了。请重新插上，或换一个</translation>
    </message>
    <message>
        <source>The records cannot be read just now. Try again</source>
        <translation>暂时读不了记录，请再试一次</translation>
    </message>
    <message>
        <source>more than may be credited at once or in a day</source>
        <translation>超过一次或一天可记的量</translation>
    </message>
    <message>
        <source>too light</source>
        <translation>太轻</translation>
    </message>
    <message>
        <source>the code is not known or not good any more</source>
        <translation>码没有登记，或已停用</translation>
    </message>
    <message>
        <source>the same code was used at two kiosks</source>
        <translation>同一个码在两台机器上用过</translation>
    </message>
    <message>
        <source>very many drop-offs in a short time</source>
        <translation>短时间内投递太多</translation>
    </message>
    <message>
        <source>the platform does not know this rule</source>
        <translation>平台不认识这条规则</translation>
    </message>
    <message>
        <source>the figures do not add up</source>
        <translation>数字对不上</translation>
    </message>
    <message>
        <source>people have looked and declined it</source>
        <translation>人工核对后没有通过</translation>
    </message>
    <message>
        <source>this kiosk is revoked</source>
        <translation>本机已被停用</translation>
    </message>
    <message>
        <source>the records before it are missing</source>
        <translation>缺少它之前的记录</translation>
    </message>
    <message>
        <source>the scale&apos;s certificate had expired</source>
        <translation>当时秤的检定已过期</translation>
    </message>
    <message>
        <source>the scale had failed its check</source>
        <translation>当时秤检查不合格</translation>
    </message>
    <message>
        <source>something was taken out of the bin</source>
        <translation>有东西被拿出了回收箱</translation>
    </message>
    <message>
        <source>the collection does not fit what was dropped off</source>
        <translation>清运重量与投递对不上</translation>
    </message>
    <message>
        <source>the seal was used before</source>
        <translation>封签以前用过</translation>
    </message>
    <message>
        <source>it needs somebody with the right to it</source>
        <translation>需要有权限的人来做</translation>
    </message>
    <message>
        <source>the correction does not fit its record</source>
        <translation>更正与原记录对不上</translation>
    </message>
    <message>
        <source>the pickup was not open for this device</source>
        <translation>这个上门单不在本机名下</translation>
    </message>
    <message>
        <source>the platform says why</source>
        <translation>原因请看平台</translation>
    </message>
    <message>
        <source>Sound</source>
        <translation>声音</translation>
    </message>
    <message>
        <source>switched off</source>
        <translation>已关闭</translation>
    </message>
    <message>
        <source>no loudspeaker</source>
        <translation>没有扬声器</translation>
    </message>
    <message>
        <source>loudspeaker gone</source>
        <translation>扬声器断开了</translation>
    </message>
    <message>
        <source>recordings are missing</source>
        <translation>缺少录音</translation>
    </message>
    <message>
        <source>Put the loudspeaker&apos;s cable in again, and switch it on</source>
        <translation>请重新插好扬声器的线，并打开扬声器</translation>
    </message>
    <message>
        <source>Let the service put the recordings back. Everything is on the screen meanwhile</source>
        <translation>请维修人员补上录音，屏幕照常显示</translation>
    </message>
</context>
<context>
    <name>ContainerCard</name>
    <message>
        <source>%1&#xa0;kg</source>
        <translation>%1&#xa0;公斤</translation>
    </message>
    <message>
        <source>%1&#xa0;kg, %2%</source>
        <translation>%1&#xa0;公斤，%2%</translation>
    </message>
    <message>
        <source>Its own scale says %1&#xa0;kg</source>
        <translation>箱自己的秤显示 %1&#xa0;公斤</translation>
    </message>
    <message>
        <source>Never sealed</source>
        <translation>还没有封过</translation>
    </message>
    <message>
        <source>Seal %1 since %2</source>
        <translation>封签 %1，%2起</translation>
    </message>
</context>
<context>
    <name>ContainersPage</name>
    <message>
        <source>Which bin are you emptying?</source>
        <translation>要清空哪个箱？</translation>
    </message>
    <message>
        <source>By its own scale there are %1&#xa0;kg in the bin</source>
        <translation>箱自己的秤显示箱里有 %1&#xa0;公斤</translation>
    </message>
    <message>
        <source>The last manifest</source>
        <translation>上一张交接单</translation>
    </message>
</context>
<context>
    <name>CorrectScreen</name>
    <message>
        <source>wrong material</source>
        <translation>品类错误</translation>
    </message>
    <message>
        <source>weighed twice</source>
        <translation>重复称重</translation>
    </message>
    <message>
        <source>not accepted here</source>
        <translation>不在回收范围</translation>
    </message>
    <message>
        <source>somebody leaned on the scale</source>
        <translation>有人倚靠秤台</translation>
    </message>
    <message>
        <source>wrong person</source>
        <translation>记错人</translation>
    </message>
    <message>
        <source>taken back by the resident</source>
        <translation>居民取回</translation>
    </message>
    <message>
        <source>Which drop-off?</source>
        <translation>更正哪一笔？</translation>
    </message>
    <message>
        <source>How much was it really?</source>
        <translation>实际多重？</translation>
    </message>
    <message>
        <source>Why?</source>
        <translation>为什么？</translation>
    </message>
    <message>
        <source>Is this right?</source>
        <translation>这样对吗？</translation>
    </message>
    <message>
        <source>Put right</source>
        <translation>已更正</translation>
    </message>
    <message>
        <source>It has changed meanwhile</source>
        <translation>这一笔已有变化</translation>
    </message>
    <message>
        <source>One moment</source>
        <translation>请稍等</translation>
    </message>
    <message>
        <source>%1, %2, %3&#xa0;kg, %4&#xa0;points</source>
        <translation>%1，%2，%3&#xa0;公斤，%4&#xa0;积分</translation>
    </message>
    <message>
        <source>More than 5&#xa0;kg: please let another supervisor show the badge</source>
        <translation>更正超过 5&#xa0;公斤，请另一位主管出示工牌</translation>
    </message>
    <message>
        <source>Somebody else was faster. Nothing was changed now</source>
        <translation>别人已先更正，这次没有改动</translation>
    </message>
    <message>
        <source>Recorded beside the old entry. The resident sees it on the Sprout page</source>
        <translation>已另记一笔，原记录不变。居民在绿芽页面可以看到</translation>
    </message>
    <message>
        <source>No drop-off here can be put right</source>
        <translation>这里没有可以更正的记录</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>void</source>
        <translation>已作废</translation>
    </message>
    <message>
        <source>%1&#xa0;kg</source>
        <translation>%1&#xa0;公斤</translation>
    </message>
    <message>
        <source>Another weight</source>
        <translation>改重量</translation>
    </message>
    <message>
        <source>It counts with the weight that you type</source>
        <translation>按输入的重量计算</translation>
    </message>
    <message>
        <source>Void</source>
        <translation>作废</translation>
    </message>
    <message>
        <source>It counts for nothing any more</source>
        <translation>这一笔不再计算</translation>
    </message>
    <message>
        <source>kg</source>
        <translation>公斤</translation>
    </message>
    <message>
        <source>From now on %1&#xa0;kg, %2&#xa0;points</source>
        <translation>更正为 %1&#xa0;公斤，%2&#xa0;积分</translation>
    </message>
    <message>
        <source>Because: %1</source>
        <translation>原因：%1</translation>
    </message>
    <message>
        <source>A second supervisor has agreed</source>
        <translation>第二位主管已确认</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>下一步</translation>
    </message>
    <message>
        <source>Put it right</source>
        <translation>确认更正</translation>
    </message>
    <message>
        <source>Another drop-off</source>
        <translation>更正另一笔</translation>
    </message>
    <message>
        <source>What should change?</source>
        <translation>怎样更正？</translation>
    </message>
    <message>
        <source>A second supervisor must agree</source>
        <translation>请第二位主管确认</translation>
    </message>
    <message>
        <source>corrected before</source>
        <translation>更正过</translation>
    </message>
    <message>
        <source>Finish</source>
        <translation>结束</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>返回</translation>
    </message>
    <message>
        <source>Newer</source>
        <translation>较新的</translation>
    </message>
    <message>
        <source>%1/%2</source>
        <translation>%1/%2</translation>
    </message>
    <message>
        <source>Older</source>
        <translation>较早的</translation>
    </message>
</context>
<context>
    <name>Countdown</name>
    <message>
        <source>%1&#xa0;seconds</source>
        <translation>%1&#xa0;秒</translation>
    </message>
</context>
<context>
    <name>CreditedScreen</name>
    <message>
        <source>Recorded!</source>
        <translation>记好了！</translation>
    </message>
    <message>
        <source>Recorded, to&#xa0;be&#xa0;checked</source>
        <translation>已记下，待核对</translation>
    </message>
    <message>
        <source>How computed?</source>
        <translation>这是怎么算的？</translation>
    </message>
    <message>
        <source>My ledger</source>
        <translation>我的账本</translation>
    </message>
    <message>
        <source>One more bag</source>
        <translation>再投一袋</translation>
    </message>
    <message>
        <source>One more</source>
        <translation>再投一袋</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>好了，结束</translation>
    </message>
    <message>
        <source>How is this computed?</source>
        <translation>这是怎么算的？</translation>
    </message>
</context>
<context>
    <name>DevicesPage</name>
    <message>
        <source>Everything is well</source>
        <translation>一切正常</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>Looking. One moment</source>
        <translation>正在查看，请稍等</translation>
    </message>
</context>
<context>
    <name>DonePage</name>
    <message>
        <source>The manifest as a code</source>
        <translation>交接单的二维码</translation>
    </message>
    <message>
        <source>Manifest %1</source>
        <translation>交接单 %1</translation>
    </message>
    <message>
        <source>Weighed</source>
        <translation>称得</translation>
    </message>
    <message>
        <source>%1&#xa0;kg</source>
        <translation>%1&#xa0;公斤</translation>
    </message>
    <message>
        <source>Difference</source>
        <translation>相差</translation>
    </message>
    <message>
        <source>%1&#xa0;kg, %2</source>
        <translation>%1&#xa0;公斤，%2</translation>
    </message>
    <message>
        <source>New seal</source>
        <translation>新封签</translation>
    </message>
    <message>
        <source>Check code: %1</source>
        <translation>校验码：%1</translation>
    </message>
    <message>
        <source>Print</source>
        <translation>打印</translation>
    </message>
    <message>
        <source>Finish</source>
        <translation>结束</translation>
    </message>
</context>
<context>
    <name>DoorPage</name>
    <message>
        <source>Please finish it here</source>
        <translation>请在这里办结</translation>
    </message>
    <message>
        <source>A bag</source>
        <translation>一个袋子</translation>
    </message>
    <message>
        <source>One more bag?</source>
        <translation>还有一袋吗？</translation>
    </message>
    <message>
        <source>What is there to take?</source>
        <translation>有什么要收？</translation>
    </message>
    <message>
        <source>Bags recorded: %1, together %2&#xa0;kg</source>
        <translation>已记 %1 袋，共 %2&#xa0;公斤</translation>
    </message>
    <message>
        <source>Nothing is recorded yet</source>
        <translation>还没有记录</translation>
    </message>
    <message>
        <source>Weigh a bag</source>
        <translation>称一袋</translation>
    </message>
    <message>
        <source>Something stays here</source>
        <translation>有东西不收</translation>
    </message>
    <message>
        <source>Nothing to take</source>
        <translation>没有能收的</translation>
    </message>
    <message>
        <source>That was all</source>
        <translation>就这些</translation>
    </message>
</context>
<context>
    <name>EaseBar</name>
    <message>
        <source>Larger</source>
        <translation>大字</translation>
    </message>
    <message>
        <source>More</source>
        <translation>更多</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>帮助</translation>
    </message>
    <message>
        <source>Again</source>
        <translation>再听</translation>
    </message>
</context>
<context>
    <name>EaseDrawer</name>
    <message>
        <source>Loud</source>
        <translation>大声</translation>
    </message>
    <message>
        <source>Soft</source>
        <translation>小声</translation>
    </message>
    <message>
        <source>Muted</source>
        <translation>静音</translation>
    </message>
    <message>
        <source>Lower</source>
        <translation>下移</translation>
    </message>
    <message>
        <source>Contrast</source>
        <translation>黑白</translation>
    </message>
    <message>
        <source>Sound: %1</source>
        <translation>声音：%1</translation>
    </message>
</context>
<context>
    <name>EnterPinScreen</name>
    <message>
        <source>That was not the PIN. Tries left: %1</source>
        <translation>密码不对，还可以试 %1 次</translation>
    </message>
    <message>
        <source>That was not the PIN. Please try again</source>
        <translation>密码不对，请再试一次</translation>
    </message>
    <message>
        <source>Please wait for the next try</source>
        <translation>请稍等再试</translation>
    </message>
    <message>
        <source>Enter your PIN</source>
        <translation>请输入密码</translation>
    </message>
    <message>
        <source>The PIN was wrong several times</source>
        <translation>密码连续几次不对</translation>
    </message>
    <message>
        <source>Checking. One moment</source>
        <translation>正在核对，请稍等</translation>
    </message>
</context>
<context>
    <name>ExportPage</name>
    <message>
        <source>Records, logs and findings, onto a stick</source>
        <translation>把记录、日志和检查结果写进优盘</translation>
    </message>
    <message>
        <source>No name, no phone number and no key is among them</source>
        <translation>里面没有姓名、电话和密钥</translation>
    </message>
    <message>
        <source>Writing. Please leave the stick in</source>
        <translation>正在写入，请不要拔优盘</translation>
    </message>
    <message>
        <source>Written. The stick can be taken out</source>
        <translation>已写好，可以拔下优盘</translation>
    </message>
    <message>
        <source>Write again</source>
        <translation>再写一次</translation>
    </message>
    <message>
        <source>Write to the stick</source>
        <translation>写入优盘</translation>
    </message>
</context>
<context>
    <name>FigurePair</name>
    <message>
        <source>g</source>
        <translation>克</translation>
    </message>
    <message>
        <source>CO2 saved</source>
        <translation>减排</translation>
    </message>
    <message>
        <source>CO2, to be checked</source>
        <translation>减排，待核对</translation>
    </message>
    <message>
        <source>points, to be checked</source>
        <translation>积分，待核对</translation>
    </message>
    <message>
        <source>points</source>
        <translation>积分</translation>
    </message>
</context>
<context>
    <name>FilledDots</name>
    <message>
        <source>%1 of %2 digits</source>
        <translation>已输入 %1 位，共 %2 位</translation>
    </message>
</context>
<context>
    <name>FinishedScreen</name>
    <message>
        <source>Code to claim with</source>
        <translation>领分的码</translation>
    </message>
    <message>
        <source>Nothing was recorded this time</source>
        <translation>这次没有投递</translation>
    </message>
    <message>
        <source>Claim your points</source>
        <translation>请领取积分</translation>
    </message>
    <message>
        <source>Thank you</source>
        <translation>谢谢您</translation>
    </message>
    <message>
        <source>Bags: %1, together %2&#xa0;kg</source>
        <translation>这次 %1&#xa0;袋，共 %2&#xa0;公斤</translation>
    </message>
    <message>
        <source>%1&#xa0;g CO2 saved, %2&#xa0;points</source>
        <translation>%1&#xa0;克减排、%2&#xa0;积分</translation>
    </message>
    <message>
        <source>Grams and points will be credited after a check</source>
        <translation>克数和积分核对后入账</translation>
    </message>
    <message>
        <source>To be checked: %1&#xa0;g CO2, %2&#xa0;points</source>
        <translation>待核对：%1&#xa0;克减排、%2&#xa0;积分</translation>
    </message>
    <message>
        <source>Bags to be checked: %1 (%2&#xa0;g, %3&#xa0;points)</source>
        <translation>另有 %1 袋待核对（%2&#xa0;克、%3&#xa0;积分）</translation>
    </message>
    <message>
        <source>You are welcome any time</source>
        <translation>欢迎您随时再来</translation>
    </message>
    <message>
        <source>Write this down, or scan with your phone:</source>
        <translation>请抄下领取码，或用手机扫一扫：</translation>
    </message>
    <message>
        <source>Write this down and claim on the Sprout page:</source>
        <translation>请抄下领取码，在绿芽页面领取：</translation>
    </message>
    <message>
        <source>Print a receipt</source>
        <translation>打印小票</translation>
    </message>
    <message>
        <source>Printing</source>
        <translation>正在打印</translation>
    </message>
    <message>
        <source>My ledger</source>
        <translation>我的账本</translation>
    </message>
    <message>
        <source>I have it</source>
        <translation>记下了</translation>
    </message>
    <message>
        <source>Goodbye</source>
        <translation>再见</translation>
    </message>
</context>
<context>
    <name>GoodTile</name>
    <message>
        <source>%1: goes in</source>
        <translation>%1：能放</translation>
    </message>
    <message>
        <source>%1: does not go in</source>
        <translation>%1：不能放</translation>
    </message>
</context>
<context>
    <name>GoodsList</name>
    <message>
        <source>Books: these go in</source>
        <translation>旧书：这些能放</translation>
    </message>
    <message>
        <source>Clothes: these go in</source>
        <translation>旧衣：这些能放</translation>
    </message>
    <message>
        <source>Please keep these out</source>
        <translation>这些请不要放</translation>
    </message>
</context>
<context>
    <name>GoodsWords</name>
    <message>
        <source>Coats</source>
        <translation>外套</translation>
    </message>
    <message>
        <source>Shirts</source>
        <translation>上衣</translation>
    </message>
    <message>
        <source>Trousers</source>
        <translation>裤子</translation>
    </message>
    <message>
        <source>Dresses</source>
        <translation>裙子</translation>
    </message>
    <message>
        <source>Shoes</source>
        <translation>鞋子</translation>
    </message>
    <message>
        <source>Bags</source>
        <translation>包</translation>
    </message>
    <message>
        <source>Hats</source>
        <translation>帽子</translation>
    </message>
    <message>
        <source>Bed linen</source>
        <translation>床单被套</translation>
    </message>
    <message>
        <source>Soft toys</source>
        <translation>毛绒玩具</translation>
    </message>
    <message>
        <source>Wet things</source>
        <translation>湿的</translation>
    </message>
    <message>
        <source>Dirty things</source>
        <translation>脏的</translation>
    </message>
    <message>
        <source>Padded quilts</source>
        <translation>棉被</translation>
    </message>
    <message>
        <source>Pillows</source>
        <translation>枕头</translation>
    </message>
    <message>
        <source>Underwear</source>
        <translation>内衣</translation>
    </message>
    <message>
        <source>Socks</source>
        <translation>袜子</translation>
    </message>
    <message>
        <source>Rags</source>
        <translation>碎布</translation>
    </message>
    <message>
        <source>Books</source>
        <translation>图书</translation>
    </message>
    <message>
        <source>Textbooks</source>
        <translation>课本</translation>
    </message>
    <message>
        <source>Magazines</source>
        <translation>杂志</translation>
    </message>
    <message>
        <source>Newspapers</source>
        <translation>报纸</translation>
    </message>
    <message>
        <source>Picture books</source>
        <translation>绘本</translation>
    </message>
    <message>
        <source>Notebooks</source>
        <translation>练习本</translation>
    </message>
    <message>
        <source>Cartons</source>
        <translation>纸箱</translation>
    </message>
    <message>
        <source>Plastic covers</source>
        <translation>塑料封皮</translation>
    </message>
    <message>
        <source>Photos</source>
        <translation>照片</translation>
    </message>
    <message>
        <source>Receipts</source>
        <translation>小票</translation>
    </message>
    <message>
        <source>Discs</source>
        <translation>光盘</translation>
    </message>
</context>
<context>
    <name>HelpPage</name>
    <message>
        <source>How it works</source>
        <translation>怎么用</translation>
    </message>
    <message>
        <source>No phone and no card? Drop off as a guest, and claim your points later</source>
        <translation>没带手机也没带卡？先投递，积分以后再领</translation>
    </message>
    <message>
        <source>What goes in</source>
        <translation>能放什么</translation>
    </message>
    <message>
        <source>Privacy</source>
        <translation>隐私说明</translation>
    </message>
</context>
<context>
    <name>HintPicture</name>
    <message>
        <source>A picture of what to do at the scale</source>
        <translation>一幅图：秤边该怎么做</translation>
    </message>
</context>
<context>
    <name>IdentifyScreen</name>
    <message>
        <source>The reader does not work now. You can drop off and claim later</source>
        <translation>扫码口暂时不能用，可以先投递，后领分</translation>
    </message>
    <message>
        <source>The camera does not work now. Hold your phone or card to the reader</source>
        <translation>摄像头暂时不能用，请把码靠近扫码口</translation>
    </message>
    <message>
        <source>Show your Sprout code or card</source>
        <translation>请出示绿芽码或绿芽卡</translation>
    </message>
    <message>
        <source>Codes cannot be read just now</source>
        <translation>暂时认不了码</translation>
    </message>
    <message>
        <source>Hold your phone or card to the reader</source>
        <translation>把手机或卡片上的码靠近扫码口</translation>
    </message>
    <message>
        <source>Hold your phone or card so that the code is in the frame</source>
        <translation>把手机或卡片上的码对准方框</translation>
    </message>
    <message>
        <source>No phone, no card? Claim later</source>
        <translation>没带？先投递，后领分</translation>
    </message>
    <message>
        <source>Drop off now, claim later</source>
        <translation>先投递，后领分</translation>
    </message>
</context>
<context>
    <name>Keypad</name>
    <message>
        <source>Delete the last digit</source>
        <translation>删去一位</translation>
    </message>
</context>
<context>
    <name>LeaveWhatPage</name>
    <message>
        <source>Something that stays</source>
        <translation>不收的东西</translation>
    </message>
    <message>
        <source>What stays here?</source>
        <translation>什么东西不收？</translation>
    </message>
    <message>
        <source>Clothes</source>
        <translation>旧衣</translation>
    </message>
    <message>
        <source>Books</source>
        <translation>旧书</translation>
    </message>
    <message>
        <source>Something else, not accepted</source>
        <translation>别的，不在回收范围</translation>
    </message>
</context>
<context>
    <name>LeaveWhyPage</name>
    <message>
        <source>Something that stays</source>
        <translation>不收的东西</translation>
    </message>
    <message>
        <source>Why do the books stay here?</source>
        <translation>旧书为什么不收？</translation>
    </message>
    <message>
        <source>Why do the clothes stay here?</source>
        <translation>旧衣为什么不收？</translation>
    </message>
    <message>
        <source>Wet</source>
        <translation>湿了</translation>
    </message>
    <message>
        <source>Dirty</source>
        <translation>太脏</translation>
    </message>
    <message>
        <source>Too heavy</source>
        <translation>太重</translation>
    </message>
    <message>
        <source>Not accepted</source>
        <translation>不在回收范围</translation>
    </message>
</context>
<context>
    <name>LeftLines</name>
    <message>
        <source>Stays here: %1 (%2)</source>
        <translation>不收：%1（%2）</translation>
    </message>
    <message>
        <source>and %1 more</source>
        <translation>还有 %1 样</translation>
    </message>
</context>
<context>
    <name>LetterPad</name>
    <message>
        <source>Delete the last letter</source>
        <translation>删掉最后一个</translation>
    </message>
</context>
<context>
    <name>MaterialCard</name>
    <message>
        <source>Full</source>
        <translation>满了</translation>
    </message>
</context>
<context>
    <name>MethodologyPage</name>
    <message>
        <source>How it was computed</source>
        <translation>这是怎么算的</translation>
    </message>
    <message>
        <source>Rule for books, version %1, in force since %2</source>
        <translation>旧书规则第&#xa0;%1&#xa0;版，%2起用</translation>
    </message>
    <message>
        <source>Rule for clothes, version %1, in force since %2</source>
        <translation>旧衣规则第&#xa0;%1&#xa0;版，%2起用</translation>
    </message>
    <message>
        <source>So much CO2 is saved when paper is made from old books</source>
        <translation>旧书造成再生纸，就少排这么多二氧化碳</translation>
    </message>
    <message>
        <source>So much CO2 is saved when clothes are used again</source>
        <translation>旧衣再利用，就少排这么多二氧化碳</translation>
    </message>
</context>
<context>
    <name>NobodyPage</name>
    <message>
        <source>A house</source>
        <translation>一座房子</translation>
    </message>
    <message>
        <source>Is nobody home?</source>
        <translation>确定没有人在家吗？</translation>
    </message>
    <message>
        <source>The order leaves this device, and the platform plans anew. The resident can read so on their page</source>
        <translation>确定后，这个预约从本机撤下，由平台重新安排。居民在自己的页面看得到</translation>
    </message>
    <message>
        <source>Yes, nobody is home</source>
        <translation>是，没人在家</translation>
    </message>
</context>
<context>
    <name>NoticeBand</name>
    <message>
        <source>This takes a supervisor&apos;s badge, and beyond a limit another supervisor&apos;s</source>
        <translation>需要主管工牌；超过限额时，需要另一位主管的工牌</translation>
    </message>
    <message>
        <source>This is not a Sprout code. Please open your Sprout page and show it again</source>
        <translation>这不是绿芽码，请打开绿芽页面再出示</translation>
    </message>
    <message>
        <source>This code cannot be used. Please open your Sprout page again for a fresh one</source>
        <translation>这个码不能用，请重新打开绿芽页面</translation>
    </message>
    <message>
        <source>This code is no longer fresh. Please open your Sprout page again, and check the time on your phone</source>
        <translation>这个码过了时间，
请重开绿芽页面，看看手机时间</translation>
    </message>
    <message>
        <source>The time on your phone seems to be fast. Please let the phone set it by itself, then show the code again</source>
        <translation>手机时间好像快了，
请改成自动对时，再出示绿芽码</translation>
    </message>
    <message>
        <source>This code is from another place. You can drop off now and claim later</source>
        <translation>这是别处的码，可以先投递，后领分</translation>
    </message>
    <message>
        <source>That was hard to read. Please show only your Sprout code</source>
        <translation>没看清，请只出示您的绿芽码</translation>
    </message>
    <message>
        <source>This picture of a code was used already. Please open your Sprout page for a fresh code</source>
        <translation>这张码已经用过了，
请打开绿芽页面，出示新的码</translation>
    </message>
    <message>
        <source>This code is no longer in use. Please ask the staff; you can also drop off now and claim later</source>
        <translation>这个码停用了，请问工作人员，
也可以先投递，后领分</translation>
    </message>
    <message>
        <source>This kiosk cannot check codes yet. You can drop off now and claim later</source>
        <translation>本机暂时认不了码，可以先投递，后领分</translation>
    </message>
    <message>
        <source>This kind cannot be credited today. Please come again another day</source>
        <translation>这一类今天还不能记分，请改天再来</translation>
    </message>
    <message>
        <source>Somebody is still being served. Please wait a moment</source>
        <translation>前一位还没结束，请稍等一会儿</translation>
    </message>
    <message>
        <source>That bag could not be saved, and nothing was credited. Please try again</source>
        <translation>这一袋没有记上，请再试一次</translation>
    </message>
    <message>
        <source>The bin for this is full. Please take the bag to another point, or come again another day</source>
        <translation>这个箱满了。请把袋子送到
别的回收点，或改天再来</translation>
    </message>
    <message>
        <source>Your visit has just ended. To drop off more, please touch Start</source>
        <translation>刚才那次已经结束。还要投，请点“开始”</translation>
    </message>
    <message>
        <source>For staff: please show your badge</source>
        <translation>工作人员请出示工牌</translation>
    </message>
    <message>
        <source>This is somebody else&apos;s code. Please ask for the code of the order</source>
        <translation>这是别人的码。请向居民要这个预约的预约码</translation>
    </message>
    <message>
        <source>This is the code of another order. Please look whether it is the right door</source>
        <translation>这是另一个预约的码。请看看是不是敲对了门</translation>
    </message>
    <message>
        <source>This device has no such order. It may belong to another one, or be closed already</source>
        <translation>这台设备上没有这个预约。可能分给了别人，或者已经结束</translation>
    </message>
    <message>
        <source>This order was closed or changed elsewhere. What is recorded stays recorded</source>
        <translation>这个预约已在别处结束或改动。已经记下的都还在</translation>
    </message>
</context>
<context>
    <name>NoticeLines</name>
    <message>
        <source>We keep a code name, weights, grams saved and points</source>
        <translation>记下：一个代号、重量、减排克数和积分</translation>
    </message>
    <message>
        <source>We keep no name, no phone number and no picture</source>
        <translation>不记：姓名、电话和照片</translation>
    </message>
    <message>
        <source>It goes to the Sprout platform, for your points</source>
        <translation>记录交给绿芽平台，用来给您记分</translation>
    </message>
    <message>
        <source>You may say no and still drop off, as a guest</source>
        <translation>不同意也能投递，按访客记</translation>
    </message>
    <message>
        <source>If you agree, this kiosk will not ask you again</source>
        <translation>同意以后，本机不再问您</translation>
    </message>
</context>
<context>
    <name>OrderCard</name>
    <message>
        <source>%1 — bags recorded: %2</source>
        <translation>%1，已记 %2 袋</translation>
    </message>
</context>
<context>
    <name>OrderList</name>
    <message>
        <source>%1 %2&#xa0;kg</source>
        <translation>%1 %2&#xa0;公斤</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>Home pickups: %1</source>
        <translation>上门取件：%1 家</translation>
    </message>
    <message>
        <source>Collected: %1</source>
        <translation>这趟已收：%1</translation>
    </message>
    <message>
        <source>Not on the list any more</source>
        <translation>已不在名单上</translation>
    </message>
    <message>
        <source>Please finish it here</source>
        <translation>请在这里办结</translation>
    </message>
    <message>
        <source>Done, not uploaded yet: %1</source>
        <translation>已办完、还没上传：%1</translation>
    </message>
    <message>
        <source>No order is open. New ones come when there is a network</source>
        <translation>现在没有要去的预约。有网络时新预约会自动下来</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>Hand over the load</source>
        <translation>交出这趟收的东西</translation>
    </message>
    <message>
        <source>The page before</source>
        <translation>上一页</translation>
    </message>
    <message>
        <source>%1/%2</source>
        <translation>%1/%2</translation>
    </message>
    <message>
        <source>The next page</source>
        <translation>下一页</translation>
    </message>
</context>
<context>
    <name>OrderPage</name>
    <message>
        <source>A house</source>
        <translation>一座房子</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>Bags recorded: %1, together %2&#xa0;kg</source>
        <translation>已记 %1 袋，共 %2&#xa0;公斤</translation>
    </message>
    <message>
        <source>Nobody home</source>
        <translation>没人在家</translation>
    </message>
    <message>
        <source>Another day</source>
        <translation>改天再来</translation>
    </message>
    <message>
        <source>I am at the door</source>
        <translation>到门口了</translation>
    </message>
</context>
<context>
    <name>OutOfServiceScreen</name>
    <message>
        <source>Out of service</source>
        <translation>暂停使用</translation>
    </message>
    <message>
        <source>This kiosk cannot save records now. Please keep your bag</source>
        <translation>本机暂时存不了记录，请先留着袋子</translation>
    </message>
    <message>
        <source>Something is wrong with this kiosk. Please keep your bag and come again later</source>
        <translation>这台机器出了点问题，请先留着袋子，稍后再来</translation>
    </message>
    <message>
        <source>What was recorded before stays recorded</source>
        <translation>之前记好的都不会丢</translation>
    </message>
    <message>
        <source>What is recorded stays recorded: %1&#xa0;kg</source>
        <translation>已经记好的 %1&#xa0;公斤不会丢</translation>
    </message>
    <message>
        <source>Please tell the staff · code %1</source>
        <translation>请告诉工作人员 · 代码 %1</translation>
    </message>
    <message>
        <source>Please tell the staff</source>
        <translation>请告诉工作人员</translation>
    </message>
    <message>
        <source>Staff are at work on this kiosk. Please come again later</source>
        <translation>工作人员正在维护，请稍后再来</translation>
    </message>
</context>
<context>
    <name>PassPicture</name>
    <message>
        <source>A phone with a code, and a card</source>
        <translation>一部有码的手机和一张卡片</translation>
    </message>
</context>
<context>
    <name>Plant</name>
    <message>
        <source>A plant that grows with your bag</source>
        <translation>一株随袋子长大的植物</translation>
    </message>
</context>
<context>
    <name>PrivacyNoticeScreen</name>
    <message>
        <source>Before we record anything</source>
        <translation>记录之前，请您看一看</translation>
    </message>
    <message>
        <source>No, go on as a guest</source>
        <translation>不同意，按访客投递</translation>
    </message>
    <message>
        <source>Agree</source>
        <translation>同意</translation>
    </message>
</context>
<context>
    <name>PrivacyPage</name>
    <message>
        <source>What we keep about you</source>
        <translation>我们记下您的什么</translation>
    </message>
</context>
<context>
    <name>PseudonymPicture</name>
    <message>
        <source>Somebody with a leaf for a face</source>
        <translation>一个人，脸被一片叶子遮着</translation>
    </message>
</context>
<context>
    <name>RecoveredScreen</name>
    <message>
        <source>We were interrupted</source>
        <translation>刚才中断了一下</translation>
    </message>
    <message>
        <source>Your bag was not recorded yet. Please start again</source>
        <translation>您的袋子还没有记上，请重新开始</translation>
    </message>
    <message>
        <source>Good</source>
        <translation>好的</translation>
    </message>
    <message>
        <source>Start again</source>
        <translation>重新开始</translation>
    </message>
</context>
<context>
    <name>ReturnButton</name>
    <message>
        <source>Go back</source>
        <translation>返回</translation>
    </message>
</context>
<context>
    <name>Rings</name>
    <message>
        <source>A tree with a ring for each month</source>
        <translation>一棵树，每个月一圈年轮</translation>
    </message>
</context>
<context>
    <name>SavingScreen</name>
    <message>
        <source>Recording. One&#xa0;moment</source>
        <translation>正在记，请稍等</translation>
    </message>
</context>
<context>
    <name>ScalePicture</name>
    <message>
        <source>A scale that is not ready</source>
        <translation>一台还没准备好的秤</translation>
    </message>
</context>
<context>
    <name>ScaleTroubleScreen</name>
    <message>
        <source>Is the bag very heavy? Please take it off</source>
        <translation>袋子是不是特别重？请先拿下来</translation>
    </message>
    <message>
        <source>Please wait. When it is well again, you go on from here</source>
        <translation>请稍等，好了会接着来，不用重新开始</translation>
    </message>
    <message>
        <source>What is recorded stays recorded: %1&#xa0;kg</source>
        <translation>已经记好的 %1&#xa0;公斤不会丢</translation>
    </message>
    <message>
        <source>For the staff: %1</source>
        <translation>工作人员请看：%1</translation>
    </message>
    <message>
        <source>Do not wait, finish</source>
        <translation>不等了，结束</translation>
    </message>
</context>
<context>
    <name>ScreenPage</name>
    <message>
        <source>Language of the resting screen</source>
        <translation>待机画面的语言</translation>
    </message>
    <message>
        <source>Whoever chooses another language has it until they leave</source>
        <translation>有人换了语言，用完会自动换回</translation>
    </message>
    <message>
        <source>Brightness: %1%</source>
        <translation>亮度：%1%</translation>
    </message>
    <message>
        <source>Darker</source>
        <translation>调暗</translation>
    </message>
    <message>
        <source>Brighter</source>
        <translation>调亮</translation>
    </message>
    <message>
        <source>Try the sound</source>
        <translation>试听声音</translation>
    </message>
</context>
<context>
    <name>SealPage</name>
    <message>
        <source>Delete the last sign</source>
        <translation>删掉最后一个字</translation>
    </message>
    <message>
        <source>No seal was put on this bin yet</source>
        <translation>这个箱还没有封过</translation>
    </message>
    <message>
        <source>Put on last time: %1</source>
        <translation>上次封的是 %1</translation>
    </message>
    <message>
        <source>Scan or type the new seal</source>
        <translation>请扫或输入新封签号</translation>
    </message>
    <message>
        <source>Scan or type the seal on the bin</source>
        <translation>请扫或输入箱上的封签号</translation>
    </message>
    <message>
        <source>Checking. One moment</source>
        <translation>正在核对，请稍等</translation>
    </message>
    <message>
        <source>Put it on first, then read its number</source>
        <translation>先封好，再读号码</translation>
    </message>
    <message>
        <source>Make a number</source>
        <translation>生成一个号</translation>
    </message>
    <message>
        <source>None yet</source>
        <translation>还没有封签</translation>
    </message>
    <message>
        <source>It is missing</source>
        <translation>封签不见了</translation>
    </message>
    <message>
        <source>That is it</source>
        <translation>就是这个</translation>
    </message>
</context>
<context>
    <name>ServicePage</name>
    <message>
        <source>Out of service</source>
        <translation>暂停使用</translation>
    </message>
    <message>
        <source>In service</source>
        <translation>正常服务中</translation>
    </message>
    <message>
        <source>Residents can drop off</source>
        <translation>居民可以投递</translation>
    </message>
    <message>
        <source>Residents read &quot;come again later&quot;.
Your badge still works</source>
        <translation>居民会看到“稍后再来”。
您的工牌照样可用</translation>
    </message>
    <message>
        <source>It crashed several times in a row.
Residents read &quot;come again later&quot;.
Export the records first, for repair.
Putting it back in service restarts it</source>
        <translation>程序连续出错多次。
居民会看到“稍后再来”。
请先导出记录，便于维修。
恢复服务后，程序会重新启动</translation>
    </message>
    <message>
        <source>Export the records first</source>
        <translation>先导出记录</translation>
    </message>
    <message>
        <source>Put it back in service</source>
        <translation>恢复服务</translation>
    </message>
    <message>
        <source>Take it out of service</source>
        <translation>暂停服务</translation>
    </message>
    <message>
        <source>Software</source>
        <translation>软件</translation>
    </message>
    <message>
        <source>version %1 is installed: restart</source>
        <translation>已装好版本 %1，请重启</translation>
    </message>
    <message>
        <source>version %1, up to date here</source>
        <translation>版本 %1，已是本机最新</translation>
    </message>
</context>
<context>
    <name>SignPage</name>
    <message>
        <source>The number of the new seal as a code</source>
        <translation>新封签号的二维码</translation>
    </message>
    <message>
        <source>The number of the new seal, to be scanned</source>
        <translation>新封签号，可以扫</translation>
    </message>
    <message>
        <source>Please sign</source>
        <translation>请签字</translation>
    </message>
    <message>
        <source>Weighed</source>
        <translation>称得</translation>
    </message>
    <message>
        <source>%1&#xa0;kg, difference %2&#xa0;kg</source>
        <translation>%1&#xa0;公斤，相差 %2&#xa0;公斤</translation>
    </message>
    <message>
        <source>New seal</source>
        <translation>新封签</translation>
    </message>
    <message>
        <source>Show your badge again, or hold the field below</source>
        <translation>请再出示工牌，或按住下面签字</translation>
    </message>
    <message>
        <source>Hold here to sign</source>
        <translation>按住这里签字</translation>
    </message>
    <message>
        <source>Print the seal&apos;s label</source>
        <translation>打印封签</translation>
    </message>
</context>
<context>
    <name>SleepingScreen</name>
    <message>
        <source>Touch the screen to begin</source>
        <translation>轻触屏幕，即可开始</translation>
    </message>
</context>
<context>
    <name>StaffMenuScreen</name>
    <message>
        <source>%1 of %2 uploaded</source>
        <translation>已上传 %1，共 %2</translation>
    </message>
    <message>
        <source>%1, %2&#xa0;to&#xa0;upload</source>
        <translation>%1，%2 条待上传</translation>
    </message>
    <message>
        <source>Staff: %1</source>
        <translation>工作人员：%1</translation>
    </message>
    <message>
        <source>Platform</source>
        <translation>平台</translation>
    </message>
    <message>
        <source>Locks by itself when nobody touches it</source>
        <translation>没有人操作时，会自动锁上</translation>
    </message>
    <message>
        <source>Empty a bin</source>
        <translation>清空一个箱</translation>
    </message>
    <message>
        <source>Correct a drop-off</source>
        <translation>更正投放记录</translation>
    </message>
    <message>
        <source>Check the scale</source>
        <translation>检查秤</translation>
    </message>
    <message>
        <source>Home pickups</source>
        <translation>上门取件</translation>
    </message>
    <message>
        <source>Done, lock</source>
        <translation>好了，锁上</translation>
    </message>
    <message>
        <source>Devices</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>everything is well</source>
        <translation>一切正常</translation>
    </message>
    <message>
        <source>%1; %2 more</source>
        <translation>%1；另有 %2 项</translation>
    </message>
    <message>
        <source>Devices, upload</source>
        <translation>设备与上传</translation>
    </message>
</context>
<context>
    <name>StatusLine</name>
    <message>
        <source>%1 to upload</source>
        <translation>%1 条待上传</translation>
    </message>
    <message>
        <source>%1: %2% full</source>
        <translation>%1箱已装&#xa0;%2%</translation>
    </message>
</context>
<context>
    <name>StillThereScreen</name>
    <message>
        <source>Are you still there?</source>
        <translation>您还在吗？</translation>
    </message>
    <message>
        <source>Without a touch this visit ends. What is recorded stays recorded</source>
        <translation>不碰屏幕，这次就结束了；已经记好的不会丢</translation>
    </message>
    <message>
        <source>Without a touch this visit ends</source>
        <translation>不碰屏幕，这次就结束了</translation>
    </message>
    <message>
        <source>I am here</source>
        <translation>我还在</translation>
    </message>
</context>
<context>
    <name>SumButton</name>
    <message>
        <source>How is this computed?</source>
        <translation>这是怎么算的？</translation>
    </message>
</context>
<context>
    <name>SumCard</name>
    <message>
        <source>kg</source>
        <translation>公斤</translation>
    </message>
    <message>
        <source>It comes out even</source>
        <translation>正好，没有零头</translation>
    </message>
    <message>
        <source>Exactly %1, the fraction is left out</source>
        <translation>算得 %1，零头不计</translation>
    </message>
</context>
<context>
    <name>SumLines</name>
    <message>
        <source>%1&#xa0;kg × %2 = %3&#xa0;g</source>
        <translation>%1&#xa0;公斤 × %2 = %3&#xa0;克</translation>
    </message>
    <message>
        <source>%1&#xa0;kg × %2 = %3&#xa0;points</source>
        <translation>%1&#xa0;公斤 × %2 = %3&#xa0;积分</translation>
    </message>
    <message>
        <source>Published rule, version %1</source>
        <translation>按公布的规则第 %1 版计算</translation>
    </message>
    <message>
        <source>%1 (rule version %2)</source>
        <translation>%1（规则第 %2 版）</translation>
    </message>
</context>
<context>
    <name>SumPair</name>
    <message>
        <source>CO2 saved</source>
        <translation>减排</translation>
    </message>
    <message>
        <source>%1&#xa0;g per&#xa0;kg</source>
        <translation>每公斤记&#xa0;%1&#xa0;克</translation>
    </message>
    <message>
        <source>g</source>
        <translation>克</translation>
    </message>
    <message>
        <source>Points</source>
        <translation>积分</translation>
    </message>
    <message>
        <source>%1&#xa0;points per&#xa0;kg</source>
        <translation>每公斤记&#xa0;%1&#xa0;分</translation>
    </message>
    <message>
        <source>points</source>
        <translation>分</translation>
    </message>
</context>
<context>
    <name>SyncPage</name>
    <message>
        <source>Platform: %1</source>
        <translation>平台：%1</translation>
    </message>
    <message>
        <source>%1 of %2 uploaded</source>
        <translation>已上传 %1，共 %2</translation>
    </message>
    <message>
        <source>%1 a second, about %2 left</source>
        <translation>每秒 %1 条，大约还要 %2</translation>
    </message>
    <message>
        <source>Everything is uploaded</source>
        <translation>全部已上传</translation>
    </message>
    <message>
        <source>%1 records wait here. Nothing is lost</source>
        <translation>%1 条记录在本机等待，不会丢</translation>
    </message>
    <message>
        <source>Last uploaded: %1</source>
        <translation>最近上传：%1</translation>
    </message>
    <message>
        <source>No upload finished since start-up</source>
        <translation>开机以来还没有完成过上传</translation>
    </message>
    <message>
        <source>The platform holds and refuses nothing</source>
        <translation>平台没有待核对或拒收的记录</translation>
    </message>
    <message>
        <source>Held for review: %1. Refused: %2</source>
        <translation>待核对 %1 条，拒收 %2 条</translation>
    </message>
    <message>
        <source>No. %1: %2</source>
        <translation>第 %1 条：%2</translation>
    </message>
</context>
<context>
    <name>ThreeSteps</name>
    <message>
        <source>Show your code or card</source>
        <translation>出示码或卡</translation>
    </message>
    <message>
        <source>Say what is in the bag</source>
        <translation>选旧衣旧书</translation>
    </message>
    <message>
        <source>Put it into the bin</source>
        <translation>放进箱里</translation>
    </message>
    <message>
        <source>Put it on the scale</source>
        <translation>放到秤上</translation>
    </message>
</context>
<context>
    <name>TodayPage</name>
    <message>
        <source>%1&#xa0;kg, %2% full</source>
        <translation>%1&#xa0;公斤，%2% 满</translation>
    </message>
    <message>
        <source>%1&#xa0;kg</source>
        <translation>%1&#xa0;公斤</translation>
    </message>
    <message>
        <source>Bin: %1</source>
        <translation>%1箱</translation>
    </message>
    <message>
        <source>kg today</source>
        <translation>公斤，今日</translation>
    </message>
    <message>
        <source>Drop-offs</source>
        <translation>投递次数</translation>
    </message>
    <message>
        <source>Carbon reduction</source>
        <translation>减排量</translation>
    </message>
    <message>
        <source>%1&#xa0;g</source>
        <translation>%1&#xa0;克</translation>
    </message>
    <message>
        <source>Points</source>
        <translation>积分</translation>
    </message>
    <message>
        <source>%1 times, %2&#xa0;kg, %3 points</source>
        <translation>%1 次，%2&#xa0;公斤，%3 积分</translation>
    </message>
    <message>
        <source>With all corrections. The platform may still hold some of it</source>
        <translation>已算上全部更正。平台可能还有待核对的</translation>
    </message>
</context>
<context>
    <name>VehiclePage</name>
    <message>
        <source>What does the vehicle&apos;s scale say?</source>
        <translation>车辆秤显示多少？</translation>
    </message>
    <message>
        <source>kg</source>
        <translation>公斤</translation>
    </message>
    <message>
        <source>The load alone, without the vehicle</source>
        <translation>只算货，不算车</translation>
    </message>
    <message>
        <source>That is the weight</source>
        <translation>就是这个重量</translation>
    </message>
</context>
<context>
    <name>WeighScreen</name>
    <message>
        <source>Put the bag on the scale</source>
        <translation>请把袋子放到秤上</translation>
    </message>
    <message>
        <source>Please empty the scale first</source>
        <translation>请先把秤上的
东西拿下来</translation>
    </message>
    <message>
        <source>At most %1&#xa0;kg at a time. Please weigh it in parts</source>
        <translation>每次最多 %1&#xa0;公斤，
请分开称</translation>
    </message>
    <message>
        <source>Still moving. Hands off, and wait a moment</source>
        <translation>秤还没稳，请松手稍等</translation>
    </message>
    <message>
        <source>The scale is starting. One&#xa0;moment</source>
        <translation>秤正在启动，请稍等</translation>
    </message>
    <message>
        <source>Too light: at least %1&#xa0;kg. Save up and come again</source>
        <translation>太轻，不到 %1&#xa0;公斤，
请攒一攒再来</translation>
    </message>
    <message>
        <source>Over %1&#xa0;kg at a time. Please tell the staff</source>
        <translation>一次超过 %1&#xa0;公斤，
请告诉工作人员</translation>
    </message>
    <message>
        <source>Too light: at least %1&#xa0;kg. Is there more to put in?</source>
        <translation>太轻，不到 %1&#xa0;公斤，
还有要放的吗？</translation>
    </message>
    <message>
        <source>Please step back, and take your hand off the scale</source>
        <translation>请退后一步，
手不要碰秤</translation>
    </message>
    <message>
        <source>Over %1&#xa0;kg. Please take some out</source>
        <translation>超过 %1&#xa0;公斤了，
请拿出一些再称</translation>
    </message>
    <message>
        <source>The scale is not at zero. Is something under it? Please tell the staff</source>
        <translation>秤没有归零。
请看看秤下，
或告诉工作人员</translation>
    </message>
    <message>
        <source>Put the bag into the bin</source>
        <translation>请把袋子放进回收箱</translation>
    </message>
    <message>
        <source>Please step back, and take your hand off the bin</source>
        <translation>请退后一步，
手不要碰回收箱</translation>
    </message>
    <message>
        <source>One moment. Please do not put anything in yet</source>
        <translation>请稍等，先不要放东西</translation>
    </message>
    <message>
        <source>The bin is full or too heavy. Please tell the staff</source>
        <translation>回收箱满了或太重了，
请告诉工作人员</translation>
    </message>
    <message>
        <source>The scale under the bin is not at zero. Please tell the staff</source>
        <translation>箱下的秤没有归零，
请告诉工作人员</translation>
    </message>
    <message>
        <source>Something was taken out. Put it back, or wait a moment</source>
        <translation>箱里有东西拿出来了，
请放回去，或稍等一下</translation>
    </message>
    <message>
        <source>kg</source>
        <translation>公斤</translation>
    </message>
    <message>
        <source>This bag: %1</source>
        <translation>这一袋：%1</translation>
    </message>
</context>
<context>
    <name>Words</name>
    <message>
        <source>it knows a newer key of this kiosk, call for repair</source>
        <translation>平台已换用本机的新密钥，请联系维修</translation>
    </message>
    <message>
        <source>books</source>
        <translation>旧书</translation>
    </message>
    <message>
        <source>clothes</source>
        <translation>旧衣</translation>
    </message>
    <message>
        <source>Books</source>
        <translation>旧书</translation>
    </message>
    <message>
        <source>Clothes</source>
        <translation>旧衣</translation>
    </message>
    <message>
        <source>kg of books</source>
        <translation>公斤旧书</translation>
    </message>
    <message>
        <source>kg of clothes</source>
        <translation>公斤旧衣</translation>
    </message>
    <message>
        <source>Your %1&#xa0;kg of books are recorded</source>
        <translation>您的 %1&#xa0;公斤旧书已经记好</translation>
    </message>
    <message>
        <source>Your %1&#xa0;kg of clothes are recorded</source>
        <translation>您的 %1&#xa0;公斤旧衣已经记好</translation>
    </message>
    <message>
        <source>To be credited after a check: the scale&apos;s certificate has expired</source>
        <translation>核对后入账：秤的检定证书过期了</translation>
    </message>
    <message>
        <source>To be credited after a check: the scale is to be checked</source>
        <translation>核对后入账：这台秤还要检查</translation>
    </message>
    <message>
        <source>To be credited after a check: something was taken out of the bin</source>
        <translation>核对后入账：回收箱里少了东西</translation>
    </message>
    <message>
        <source>no such port</source>
        <translation>找不到这个接口</translation>
    </message>
    <message>
        <source>no right to use the port</source>
        <translation>没有使用接口的权限</translation>
    </message>
    <message>
        <source>another program holds the port</source>
        <translation>接口被别的程序占着</translation>
    </message>
    <message>
        <source>the cable is unplugged</source>
        <translation>线拔掉了</translation>
    </message>
    <message>
        <source>nothing arrives from the indicator</source>
        <translation>仪表没有发来数据</translation>
    </message>
    <message>
        <source>what arrives cannot be read</source>
        <translation>收到的数据读不懂</translation>
    </message>
    <message>
        <source>the indicator shows another unit</source>
        <translation>仪表的单位不对</translation>
    </message>
    <message>
        <source>the empty scale has drifted too far from zero</source>
        <translation>空秤偏离零点太多</translation>
    </message>
    <message>
        <source>the reading has not moved for a long time</source>
        <translation>读数很久没有变过</translation>
    </message>
    <message>
        <source>The scale cannot be used now</source>
        <translation>秤暂时不能用</translation>
    </message>
    <message>
        <source>The scale is not answering</source>
        <translation>秤没有回应</translation>
    </message>
    <message>
        <source>Supervisor</source>
        <translation>主管</translation>
    </message>
    <message>
        <source>Operator</source>
        <translation>值班员</translation>
    </message>
    <message>
        <source>It is too dark here. Please turn up the light of your phone&apos;s screen</source>
        <translation>有点暗，请把手机屏幕调亮一些</translation>
    </message>
    <message>
        <source>There is a glare on it. Please tilt the phone or card a little</source>
        <translation>有点反光，请把手机或卡片斜一斜</translation>
    </message>
    <message>
        <source>Please hold it a little closer</source>
        <translation>请再靠近一点</translation>
    </message>
    <message>
        <source>none fitted</source>
        <translation>没有安装</translation>
    </message>
    <message>
        <source>ready</source>
        <translation>正常</translation>
    </message>
    <message>
        <source>the picture is too dark</source>
        <translation>画面太暗</translation>
    </message>
    <message>
        <source>the picture is too bright</source>
        <translation>画面太亮</translation>
    </message>
    <message>
        <source>a code is too far away</source>
        <translation>码离得太远</translation>
    </message>
    <message>
        <source>not found: is its cable in?</source>
        <translation>没有找到，请看看接线</translation>
    </message>
    <message>
        <source>Online</source>
        <translation>在线</translation>
    </message>
    <message>
        <source>Offline</source>
        <translation>离线</translation>
    </message>
    <message>
        <source>Upload paused</source>
        <translation>上传暂停</translation>
    </message>
    <message>
        <source>Not enrolled</source>
        <translation>未登记</translation>
    </message>
    <message>
        <source>does not answer in time</source>
        <translation>没有及时回答</translation>
    </message>
    <message>
        <source>the network wants a login</source>
        <translation>网络要求登录</translation>
    </message>
    <message>
        <source>its identity is not certain</source>
        <translation>无法确认平台身份</translation>
    </message>
    <message>
        <source>the clock here is wrong</source>
        <translation>本机时钟不准</translation>
    </message>
    <message>
        <source>it has a fault of its own</source>
        <translation>平台自身有故障</translation>
    </message>
    <message>
        <source>busy, tried again later</source>
        <translation>平台正忙，稍后再试</translation>
    </message>
    <message>
        <source>another server answers</source>
        <translation>回答的不是平台</translation>
    </message>
    <message>
        <source>it has locked this kiosk out</source>
        <translation>平台已停用本机</translation>
    </message>
    <message>
        <source>its records differ from ours</source>
        <translation>平台的记录与本机不一致</translation>
    </message>
    <message>
        <source>it takes no records now</source>
        <translation>平台暂不接收记录</translation>
    </message>
    <message>
        <source>asks for old records that were condensed</source>
        <translation>平台要的旧记录已经精简</translation>
    </message>
    <message>
        <source>not reached yet</source>
        <translation>还没连上</translation>
    </message>
    <message>
        <source>Scale ready</source>
        <translation>秤正常</translation>
    </message>
    <message>
        <source>Scale starting</source>
        <translation>秤在启动</translation>
    </message>
    <message>
        <source>Scale not at zero</source>
        <translation>秤没有归零</translation>
    </message>
    <message>
        <source>Scale fault</source>
        <translation>秤有故障</translation>
    </message>
    <message>
        <source>Scale check failed</source>
        <translation>秤检查没通过</translation>
    </message>
    <message>
        <source>Scale certificate expired</source>
        <translation>秤的检定证书过期</translation>
    </message>
    <message>
        <source>Scale check due</source>
        <translation>该检查秤了</translation>
    </message>
    <message>
        <source>Scale certificate expires soon</source>
        <translation>秤的检定证书快到期</translation>
    </message>
    <message>
        <source>It has been reported</source>
        <translation>已上报平台</translation>
    </message>
    <message>
        <source>Please tell the staff</source>
        <translation>请告诉工作人员</translation>
    </message>
    <message>
        <source>No network now. Saved here, uploaded later</source>
        <translation>现在没有网络，已记在本机，联网后自动上传</translation>
    </message>
    <message>
        <source>Saved here, uploaded later</source>
        <translation>已记在本机，以后自动上传</translation>
    </message>
    <message>
        <source>other things</source>
        <translation>别的东西</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>wet</source>
        <translation>湿了</translation>
    </message>
    <message>
        <source>dirty</source>
        <translation>太脏</translation>
    </message>
    <message>
        <source>too heavy</source>
        <translation>太重</translation>
    </message>
    <message>
        <source>not accepted</source>
        <translation>不在回收范围</translation>
    </message>
    <message>
        <source>Jan</source>
        <translation>1月</translation>
    </message>
    <message>
        <source>Feb</source>
        <translation>2月</translation>
    </message>
    <message>
        <source>Mar</source>
        <translation>3月</translation>
    </message>
    <message>
        <source>Apr</source>
        <translation>4月</translation>
    </message>
    <message>
        <source>May</source>
        <translation>5月</translation>
    </message>
    <message>
        <source>Jun</source>
        <translation>6月</translation>
    </message>
    <message>
        <source>Jul</source>
        <translation>7月</translation>
    </message>
    <message>
        <source>Aug</source>
        <translation>8月</translation>
    </message>
    <message>
        <source>Sep</source>
        <translation>9月</translation>
    </message>
    <message>
        <source>Oct</source>
        <translation>10月</translation>
    </message>
    <message>
        <source>Nov</source>
        <translation>11月</translation>
    </message>
    <message>
        <source>Dec</source>
        <translation>12月</translation>
    </message>
    <message>
        <source>%2&#xa0;%1</source>
        <comment>%1 is the month</comment>
        <translation>%1%2日</translation>
    </message>
    <message>
        <source>being checked, %1%</source>
        <translation>正在检查，%1%</translation>
    </message>
    <message>
        <source>unreachable</source>
        <translation>连不上</translation>
    </message>
    <message>
        <source>Please come again another day</source>
        <translation>请改天再来</translation>
    </message>
    <message>
        <source>There is room at %1</source>
        <translation>%1还能投</translation>
    </message>
    <message>
        <source>There is room at %1, about&#xa0;%2&#xa0;km&#xa0;away</source>
        <translation>%1还能投，约&#xa0;%2&#xa0;公里</translation>
    </message>
    <message>
        <source>There is room at %1, about&#xa0;%2&#xa0;m&#xa0;away</source>
        <translation>%1还能投，约&#xa0;%2&#xa0;米</translation>
    </message>
    <message>
        <source>%1: full. %2</source>
        <comment>%1 is a material</comment>
        <translation>%1满了。
%2</translation>
    </message>
    <message>
        <source>backup failed: is the stick in?</source>
        <translation>备份没成功：备份盘插好了吗？</translation>
    </message>
    <message>
        <source>no backup yet</source>
        <translation>还没有备份</translation>
    </message>
    <message>
        <source>checked, backup of %1</source>
        <translation>已检查，备份于 %1</translation>
    </message>
    <message>
        <source>checked</source>
        <translation>已检查</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <comment>%1 is the day and month</comment>
        <translation>%2年%1</translation>
    </message>
</context>
</TS>
