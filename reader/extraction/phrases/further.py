"""The commonest phrases of further languages, one table for all: none of them has enough for a file of its own."""

from . import reasons as why
from .rules import Rules

# Dutch, Swedish, Norwegian, Danish, Finnish, Polish, Czech, Slovak, Hungarian, Romanian, Croatian and Serbian,
# Bulgarian, Ukrainian, Greek, Turkish, Hebrew, Persian, Hindi, Indonesian and Malay, Vietnamese, Catalan,
# Chinese, Japanese, Korean: in this order.
RULES = {
    why.NAVIGATION: Rules(
        whole="""
            zoeken | nieuws | meer | ga naar hoofdinhoud | startsida | sök | meny | nyheter | till
            innehållet | søk | hjem | søg | forside | etusivu | haku | valikko | uutiset | strona
            główna | szukaj | wiadomości | menu główne | hledat | domů | zprávy | úvod | hľadať |
            domov | správy | keresés | kezdőlap | főoldal | hírek | acasă | caută | știri | meniu |
            traži | naslovnica | vijesti | početna | vesti | търсене | начало | новини | головна |
            пошук | αναζήτηση | αρχική | ειδήσεις | μενού | ara | ana sayfa | anasayfa | gündem |
            haberler | menü | חיפוש | ראשי | חדשות | תפריט | جستجو | خانه | اخبار | صفحه اصلی | होम
            | खोजें | beranda | cari | berita | utama | trang chủ | tìm kiếm | tin tức | inici |
            cerca | 首页 | 首頁 | 搜索 | 新闻 | 新聞 | 菜单 | ホーム | 検索 | メニュー | ニュース |
            トップ | 홈 | 검색 | 뉴스 | 메뉴 | 목록
        """,
    ),
    why.SHARE: Rules(
        whole="""
            deel | delen | deel dit artikel | dela | dela artikeln | del | del artikkel | del
            artikel | jaa | jaa juttu | udostępnij | sdílet | zdieľať | megosztás | distribuie |
            podijeli | podeli | сподели | поділитися | κοινοποίηση | μοιραστείτε | paylaş | שתף |
            שיתוף | اشتراک گذاری | शेयर करें | bagikan | kongsi | chia sẻ | comparteix | 分享 |
            分享到 | シェア | シェアする | ツイート | 印刷 | 공유 | 공유하기 | 기사 공유 | 인쇄 |
            글자크기 | 스크랩 | kopieer link | kopiera länk | kopier lenke | kopiér link | kopiuj
            link | kopírovat odkaz | lees voor | følg | följ | volg ons | obserwuj nas | sledujte
            nás | takip et
        """,
        starts="deel op | del på | dela på | jaa facebookissa | udostępnij na | sdílet na | chia sẻ",
    ),
    why.COMMENTS: Rules(
        whole="""
            reacties | reageer | kommentarer | kommentera | kommentit | kommentoi | komentarze |
            skomentuj | komentáře | diskuze | diskusia | hozzászólások | comentarii | komentari |
            komentar | коментари | коментарі | σχόλια | yorumlar | yorum yap | תגובות | הוסף תגובה |
            نظرات | ثبت نظر | टिप्पणी | bình luận | comentaris | 评论 | 評論 | コメント |
            コメントする | 댓글 | 댓글쓰기 | napsat komentář | dodaj komentarz | skriv en kommentar
        """,
    ),
    why.COOKIES: Rules(
        whole="""
            accepteren | alles accepteren | godkänn alla | godta alle | accepter alle | hyväksy
            kaikki | akceptuję | zaakceptuj wszystko | přijmout vše | souhlasím | elfogadom | accept
            toate | prihvaćam | αποδοχή | kabul et | סגור | setuju
        """,
        inside="""
            gebruikt cookies | gebruiken cookies | använder cookies | bruker cookies | bruger
            cookies | käyttää evästeitä | plików cookie | plików cookies | soubory cookie | súbory
            cookie | sütiket használ | module cookie | koristi kolačiće | използва бисквитки | файли
            cookie | χρησιμοποιεί cookies | çerezleri
        """,
    ),
    why.NEWSLETTER: Rules(
        whole="""
            nieuwsbrief | nieuwsbrieven | aanmelden | nyhetsbrev | prenumerera | meld deg på |
            nyhedsbrev | tilmeld | uutiskirje | tilaa | tilaa uutiskirje | zapisz się | odebírat |
            odoberať | hírlevél | feliratkozás | abonare | abonează te | pretplata | бюлетин |
            підписатися | εγγραφή | abone ol | bülten | הרשמה | خبرنامه | berlangganan | langganan |
            đăng ký | subscriu te | 订阅 | 訂閱 | メルマガ | 구독 | 구독하기 | 뉴스레터
        """,
        inside="""
            onze nieuwsbrief | vårt nyhetsbrev | vores nyhedsbrev | tilaa uutiskirje | do
            newslettera | odběr newsletteru | hírlevelünkre | la newsletter | e bültenimize
        """,
    ),
    why.APPEAL: Rules(
        whole="""
            doneer | steun ons | stöd oss | støtt oss | wesprzyj nas | podpořte nás | podpor nás |
            támogatás | doneaza
        """,
        inside="podpořte naši práci | wesprzyj nas | támogasd a | підтримайте нас | steun onze journalistiek",
    ),
    why.RELATED: Rules(
        whole="""
            lees ook | lees meer | lees verder | meest gelezen | meer nieuws | gerelateerd | läs mer
            | läs också | läs även | mest lästa | mer om ämnet | relaterat | les også | les mer |
            mest lest | relaterte artikler | siste nytt | læs også | læs mere | mest læste |
            relaterede artikler | lue myös | lue lisää | luetuimmat | aiheesta lisää | czytaj także
            | czytaj też | czytaj więcej | zobacz także | zobacz też | zobacz również | polecane |
            najczęściej czytane | najnowsze | powiązane artykuły | czytaj dalej | čtěte také | čtěte
            více | přečtěte si také | mohlo by vás zajímat | související články | nejčtenější |
            související | prečítajte si aj | súvisiace články | najčítanejšie | kapcsolódó |
            kapcsolódó cikkek | legolvasottabb | ajánlott | ezt is ajánljuk | citește și | citeste
            si | articole similare | cele mai citite | recomandări | pročitajte još | pročitajte i |
            povezane vijesti | najčitanije | povezane vesti | najnovije | прочетете още | вижте още
            | още по темата | най четени | читайте також | читайте ще | схожі новини | популярне |
            διαβάστε επίσης | διαβάστε ακόμα | σχετικά άρθρα | δημοφιλή | ροή ειδήσεων | ilgili
            haberler | çok okunanlar | son dakika | benzer haberler | editörün seçtikleri | כתבות
            נוספות | עוד בנושא | הנקראות ביותר | مطالب مرتبط | اخبار مرتبط | بیشتر بخوانید |
            پربازدید | ये भी पढ़ें | संबंधित खबरें | यह भी पढ़ें | baca juga | berita terkait |
            terpopuler | terkini | berita lainnya | berkaitan | artikel berkaitan | xem thêm | tin
            liên quan | đọc thêm | tin mới | đọc nhiều | llegeix també | més llegides | 相关阅读 |
            相關閱讀 | 相关新闻 | 相關新聞 | 延伸阅读 | 延伸閱讀 | 推荐阅读 | 热门新闻 | 熱門新聞 |
            更多 | 関連記事 | 関連ニュース | あわせて読みたい | おすすめ記事 | おすすめ |
            アクセスランキング | ランキング | 人気記事 | もっと見る | 一覧 | 新着記事 | 最新記事 |
            速報 | 関連リンク | 관련기사 | 관련뉴스 | 관련 기사 | 많이 본 뉴스 | 많이 본 기사 |
            인기기사 | 인기뉴스 | 추천기사 | 추천뉴스 | 최신뉴스 | 더보기 | 주요뉴스 | 함께 본 뉴스
        """,
        starts="""
            lees ook | lees meer over | läs också | läs även | läs mer | les også | læs også | lue
            myös | czytaj także | czytaj też | zobacz też | zobacz także | čtěte také | přečtěte si
            | čítajte aj | prečítajte si | olvasta már | citește și | pročitajte | прочетете | вижте
            още | читайте також | διαβάστε επίσης | διαβάστε ακόμα | ilgili haber | بیشتر بخوانید |
            baca juga | baca selengkapnya | xem thêm | llegeix també
        """,
    ),
    why.ADVERTISEMENT: Rules(
        whole="""
            advertentie | annons | annonse | annonce | mainos | reklama | reklam | hirdetés |
            publicitate | oglas | реклама | διαφήμιση | פרסומת | תוכן שיווקי | آگهی | तبلیغات |
            विज्ञापन | iklan | advertisement scroll to continue | quảng cáo | publicitat | 广告 |
            廣告 | 広告 | スポンサーリンク | 광고 | artikel gaat verder onder advertentie | artykuł
            sponsorowany | pokračování článku pod reklamou
        """,
        starts="artikel gaat verder | artykuł sponsorowany | článek pokračuje | scroll to continue with",
    ),
    why.FOOTER: Rules(
        whole="""
            over ons | privacybeleid | privacyverklaring | colofon | adverteren | algemene
            voorwaarden | om oss | kontakta oss | integritetspolicy | personvern | kontakt oss | om
            os | kontakt os | privatlivspolitik | tietoa meistä | yhteystiedot | tietosuojaseloste |
            o nas | regulamin | polityka prywatności | kontakt | o nás | inzerce | ochrana osobních
            údajů | reklama a inzerce | rólunk | impresszum | adatvédelem | médiaajánlat | despre
            noi | termeni și condiții | o nama | impressum | uvjeti korištenja | за нас | контакти |
            про нас | επικοινωνία | όροι χρήσης | hakkımızda | iletişim | künye | gizlilik
            politikası | אודות | צור קשר | תנאי שימוש | درباره ما | تماس با ما | हमारे बारे में |
            संपर्क करें | tentang kami | redaksi | pedoman media siber | hubungi kami | liên hệ |
            contacte | qui som | avís legal | 关于我们 | 關於我們 | 联系我们 | 聯絡我們 | 会社概要 |
            お問い合わせ | 利用規約 | プライバシーポリシー | 이용약관 | 개인정보처리방침 | 회사소개
            | 청소년보호정책 | 광고문의 | 사업자등록번호 | 대표전화
        """,
        inside="""
            alle rechten voorbehouden | alla rättigheter | alle rettigheter | alle rettigheder |
            kaikki oikeudet | wszelkie prawa zastrzeżone | všechna práva vyhrazena | všetky práva
            vyhradené | minden jog fenntartva | toate drepturile rezervate | sva prava pridržana |
            sva prava zadržana | всички права запазени | усі права захищені | всі права захищені |
            tüm hakları saklıdır | כל הזכויות שמורות | تمامی حقوق | hak cipta dilindungi | tots els
            drets reservats | 版权所有 | 版權所有 | 無断転載 | 無断複製 | 무단 전재 | 무단전재 |
            재배포 금지 | 禁无断转载
        """,
    ),
    why.REGISTRATION: Rules(
        whole="""
            inloggen | log in | abonneer | word abonnee | logga in | bli prenumerant | logg inn |
            bli abonnent | log ind | bliv abonnent | kirjaudu | kirjaudu sisään | tilaajille |
            zaloguj się | zaloguj | zarejestruj się | přihlásit | přihlásit se | předplatné |
            prihlásiť | prihlásiť sa | bejelentkezés | regisztráció | előfizetés | autentificare |
            prijava | registracija | вход | увійти | σύνδεση | giriş yap | üye ol | התחבר | ورود |
            ثبت نام | लॉग इन | masuk | daftar | log masuk | đăng nhập | inicia sessió | 登录 | 登入
            | 注册 | ログイン | 会員登録 | 新規登録 | 로그인 | 회원가입
        """,
        inside="有料会員 | 会員限定 | 無料登録",
    ),
    why.AUTHOR: Rules(
        whole="""
            o autorovi | over de auteur | om författaren | o autorze | この記事を書いた人 | 기자
            정보 | yazar hakkında
        """,
    ),
    why.CREDIT: Rules(
        starts="""
            bron | bild | kilde | kuva | zdroj | źródło | fot | forrás | sursa | izvor | снимка |
            πηγή | kaynak
        """,
        inside="이미지 확대보기",
    ),
}
