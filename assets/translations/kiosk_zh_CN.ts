<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
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
        <source>The scale is not ready. Please wait a moment or come back later</source>
        <translation>秤还没准备好，请稍等，或改天再来</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>开始</translation>
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
        <source>%1: %2</source>
        <translation>%1：%2</translation>
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
        <source>Please call the service. Until the scale passes a check, points wait for review</source>
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
</context>
<context>
    <name>ClosedSign</name>
    <message>
        <source>A sign: closed for now</source>
        <translation>一块牌子：暂停使用</translation>
    </message>
</context>
<context>
    <name>ConfirmScreen</name>
    <message>
        <source>Recorded only when you touch “Record it”</source>
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
        <source>Recorded</source>
        <translation>已记下，待核对</translation>
    </message>
    <message>
        <source>One more bag</source>
        <translation>再投一袋</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>好了，结束</translation>
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
        <source>CO2, to be credited</source>
        <translation>减排，待入账</translation>
    </message>
    <message>
        <source>points</source>
        <translation>积分</translation>
    </message>
    <message>
        <source>points, to be credited</source>
        <translation>积分，待入账</translation>
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
        <source>To be credited: %1&#xa0;g CO2, %2&#xa0;points</source>
        <translation>待入账：%1&#xa0;克减排、%2&#xa0;积分</translation>
    </message>
    <message>
        <source>Grams and points will be credited after a check</source>
        <translation>克数和积分核对后入账</translation>
    </message>
    <message>
        <source>Bags that are credited after a check: %1</source>
        <translation>其中 %1 袋核对后入账</translation>
    </message>
    <message>
        <source>You are welcome any time</source>
        <translation>欢迎您随时再来</translation>
    </message>
    <message>
        <source>Scan with your phone, or write this down:</source>
        <translation>用手机扫一扫，或抄下领取码：</translation>
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
        <source>I have it</source>
        <translation>记下了</translation>
    </message>
    <message>
        <source>Goodbye</source>
        <translation>再见</translation>
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
        <source>The camera does not work now. You can drop off and claim later</source>
        <translation>摄像头暂时不能用，可以先投递，后领分</translation>
    </message>
    <message>
        <source>Show your Sprout code or card</source>
        <translation>请出示绿芽码或绿芽卡</translation>
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
        <translation>都没带？先投后领</translation>
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
    <name>NoticeBand</name>
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
        <source>For staff: please show your badge</source>
        <translation>工作人员请出示工牌</translation>
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
        <source>What is recorded stays recorded: %1&#xa0;kg</source>
        <translation>已经记好的 %1&#xa0;公斤不会丢</translation>
    </message>
    <message>
        <source>Please tell the staff · code %1</source>
        <translation>请告诉工作人员 · 代码 %1</translation>
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
        <source>We keep no name, no phone number and no picture</source>
        <translation>不记：姓名、电话和照片</translation>
    </message>
    <message>
        <source>We keep a code name, weights, grams saved and points</source>
        <translation>记下：一个代号、重量、减排克数和积分</translation>
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
    <name>SavingScreen</name>
    <message>
        <source>Recording. One moment</source>
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
    <name>StaffMenuScreen</name>
    <message>
        <source>ready</source>
        <translation>正常</translation>
    </message>
    <message>
        <source>%1, %2 to upload</source>
        <translation>%1，%2 条待上传</translation>
    </message>
    <message>
        <source>Staff: %1</source>
        <translation>工作人员：%1</translation>
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
        <source>no fault known</source>
        <translation>没有发现故障</translation>
    </message>
    <message>
        <source>Camera</source>
        <translation>摄像头</translation>
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
        <source>Locks by itself when nobody touches it</source>
        <translation>没有人操作时，会自动锁上</translation>
    </message>
    <message>
        <source>Check the scale</source>
        <translation>检查秤</translation>
    </message>
    <message>
        <source>Done, lock</source>
        <translation>好了，锁上</translation>
    </message>
</context>
<context>
    <name>StatusLine</name>
    <message>
        <source>%1 to upload</source>
        <translation>%1 条待上传</translation>
    </message>
    <message>
        <source>A+</source>
        <translation>大字</translation>
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
    <name>WeighScreen</name>
    <message>
        <source>Put the bag on the scale</source>
        <translation>请把袋子放到秤上</translation>
    </message>
    <message>
        <source>Please empty the scale first</source>
        <translation>请先把秤上的东西拿下来</translation>
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
        <source>books</source>
        <translation>旧书</translation>
    </message>
    <message>
        <source>clothes</source>
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
        <source>Scale ready</source>
        <translation>秤正常</translation>
    </message>
    <message>
        <source>Scale starting</source>
        <translation>秤在启动</translation>
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
        <source>being checked, %1&#xa0;%</source>
        <translation>正在检查，%1&#xa0;%</translation>
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
        <translation>已检查，最近备份 %1</translation>
    </message>
    <message>
        <source>checked</source>
        <translation>已检查</translation>
    </message>
</context>
</TS>
