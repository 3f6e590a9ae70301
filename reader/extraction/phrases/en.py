"""English."""

from . import reasons as why
from .rules import Rules

RULES = {
    why.NAVIGATION: Rules(
        whole="""
            expand all | collapse all | toggle | show contents | jump to | jump to content | on this
            page | see more | read full article | learn more about | edit | view gallery | swipe |
            scroll down | browse | discover | shop | store | cart | my cart | checkout | us | uk |
            world news | local news | live | live tv | watch | listen | newsletter sign up | sport |
            tech | science | health | culture | money | arts | home | menu | search | close | back |
            next | previous | skip to content | skip to main content | sections | more | table of
            contents | in this article | contents | jump to section | back to top | return to top |
            view all | see all | show more | load more | topics | tags | categories | filed under |
            news | world | sports | politics | business | opinion | entertainment | lifestyle |
            travel | weather | video | videos | podcasts | photos | latest news | latest | top
            stories | explore | toggle navigation | main menu | open menu | search for | previous
            article | next article | previous post | next post | breadcrumb | breadcrumbs | you are
            here | home page | loading | expand | collapse
        """,
        starts="""
            jump to | back to | go to | return to | filed under | skip to | you are here | posted in
            | go to the homepage | see all | view all | tagged with | tags
        """,
    ),
    why.SHARE: Rules(
        whole="""
            share full article | share options | all sharing options | copy | copied | post | pocket
            | messenger | tumblr | threads | bluesky | snapchat | send | share on facebook | pin |
            stumbleupon | hacker news | vk | line | skype | rss | share | shares | share this |
            share this article | share this story | share this post | tweet | facebook | twitter |
            email | print | whatsapp | linkedin | reddit | pinterest | instagram | youtube | tiktok
            | telegram | flipboard | copy link | link copied | follow us | follow | connect with us
            | save | bookmark | listen | print this article | social media | x twitter | sharing is
            caring | gift this article | email this article
        """,
        starts="""
            share on | share via | share to | share this | share with | click to share | follow us
            on | find us on | like us on | follow me on | email this | tweet this | pin it | opens
            in a new
        """,
    ),
    why.COMMENTS: Rules(
        whole="""
            says | see comments | read comments | load comments | loading comments | sort by |
            newest | oldest | best | most liked | report | report abuse | flag | like | likes | log
            in to comment | sign in to comment | reader comments | add your comment | write a
            comment | comments off | comments | comment | leave a reply | leave a comment | leave a
            reply cancel reply | reply | view comments | join the conversation | join the discussion
            | post a comment | add a comment | show comments | hide comments | no comments |
            comments are closed | trackbacks | responses | what do you think | discussion |
            conversation | join our commenting forum
        """,
        starts="""
            log in or register to | log in to reply | sign in to join | this comment has been |
            loading comments | comments are closed | there are no comments | reply to | your email
            address will not be published | you must log in to post | you must be logged in to |
            comments on | responses to | thoughts on | save my name email | notify me of | view the
            discussion | this site uses akismet | be the first to comment
        """,
        inside="""
            commenting forum | how your comment data | our community guidelines | house rules for
            comments | moderate comments | see their replies | view comments | to leave a comment |
            to post a comment
        """,
    ),
    why.COOKIES: Rules(
        whole="""
            accept | accept all | cookies | cookie settings | reject all | manage preferences |
            privacy preference center
        """,
        starts="""
            we use cookies | this website uses cookies | this site uses cookies | by continuing to
            use | by clicking accept
        """,
        inside="""
            use of cookies | uses cookies | we use cookies | these cookies | cookies to improve |
            cookies to ensure | cookie policy | necessary cookies | third party cookies | your
            cookie preferences | do not sell or share | opt out of these | cookies that are
        """,
    ),
    why.NEWSLETTER: Rules(
        whole="""
            newsletter | newsletters | subscribe | subscribe now | sign up | email address | your
            email | stay informed | stay up to date | get the newsletter | thanks for subscribing |
            thank you for subscribing | sign up now
        """,
        starts="""
            sign up for | sign up to | subscribe to | get our | stay up to date with | stay tuned
            with | join our newsletter | enter your email | you can unsubscribe | want more stories
        """,
        inside="""
            delivered through your door | delivered through your letterbox | delivered to your door |
            to your inbox | in your inbox | our newsletter | our newsletters | our daily newsletter
            | weekly newsletter | unsubscribe at any time | your email address | our mailing list |
            subscribe to our | receive an email | check your inbox
        """,
    ),
    why.APPEAL: Rules(
        whole="""
            donate | support us | donate now | support our work | make a donation | become a member
            | contribute | contribute today | contribute now | give today | support us today
        """,
        starts="""
            your support makes | your support helps | support our journalism | help us continue |
            journalism like this | we need your help | please consider donating | if you value our |
            we need your support | your donation | donate to | before you go
        """,
        inside="""
            your support helps | your support makes | your donation | support our journalism |
            support independent journalism | make a donation | donate today | paid for by those who
            can afford | lock americans out of our | our reporting and analysis with | keep our
            journalism | fund our journalism | with paywalls | we rely on readers | reader supported
            | tax deductible | chip in | become a supporter | supporting our work | allows us to
            keep sending | every contribution | paid for by readers | paid for by our readers |
            funded by readers | funded by our readers | you can help us | with your help we
        """,
    ),
    why.RELATED: Rules(
        whole="""
            you may like | from the web | around the web | more videos | watch more | just watched |
            must watch | replay | up next | more on this story | more on this topic | more on this |
            related topics | related video | related videos | related links | related coverage | see
            also | further reading | sponsored stories | latest stories | latest articles | featured
            | featured articles | featured stories | featured posts | popular now | popular stories
            | hot topics | whats hot | recommended for you | recommended reading | suggested
            articles | suggested reading | related reading | more in news | read this next | more to
            explore | similar articles | similar posts | top articles | other stories | in other
            news | also in this section | in case you missed it | more headlines | headlines | most
            viewed | most shared | most commented | most watched | most discussed | today s top
            stories | trending stories | trending topics | trending articles | stories for you |
            explore more topics | more articles | view more | view all posts | view all articles |
            latest videos | latest posts | recent articles | recent news | recent comments | from
            our partners | promoted stories | paid stories | paid partner content | watch next |
            read the full story | full story | read article | read full story | read more stories |
            view more stories | related | related articles | related stories | related posts |
            related content | related news | read more | most popular | most read | trending | you
            may also like | you might also like | recommended | recommended stories | more from |
            read next | what to read next | popular | recent posts | more stories | also read | more
            news | more like this | editors picks | trending now | dont miss | don t miss | keep
            reading | popular posts | more in this section | explore more | learn more | read also |
            must read | top news | just in
        """,
        starts="""
            recommended stories | for more on | more stories from | read full | click here for more
            | check out our | watch also | watch now | you can also read | want to read more |
            related story | related article | in case you missed it | most read in | most popular in
            | the latest from | more by this author | read more | related | also read | see also |
            more from | more on | read next | you may also | you might also | continue reading |
            recommended for | see more | don t miss | also on | most popular | trending in | up next | more
            stories | recent stories by
        """,
    ),
    why.ADVERTISEMENT: Rules(
        whole="""
            featured partner | partner content | promoted content | from our sponsors | our sponsors
            | visit website | visit site | book a demo | request a demo | get a demo | schedule a
            demo | try for free | start free trial | try it free | see price | check price | buy on
            amazon | view on amazon | see at amazon | check price on amazon | see it | see it now |
            order now | get deal | shop | skip ad | hide ad | why this ad | ad choices | close ad |
            special offer | limited time offer | learn more about our services | contact sales | get
            a quote | get a free quote | get in touch | talk to an expert | advertisement |
            advertisements | ad | ads | sponsored | sponsored content | promoted | advertising |
            advert | sponsored links | article continues below | story continues below advertisement
            | story continues below | article continues after advertisement | scroll to continue |
            ad feedback | paid content | buy now | shop now | view deal | add to cart | learn more
            about ads
        """,
        starts="""
            buy on | buy at | shop at | shop on | check price | check the price | buy from | order
            from | see on amazon | check out on amazon | view at | see at | this ad will end | this
            advertisement has | advertisement | story continues | article continues | sponsored by |
            paid for by | report this ad | remove ads
        """,
        inside="""
            if you buy something through | commission on purchases | commission from links | earn an
            affiliate | contains affiliate links | contain affiliate links | editorially independent
            | independently review everything | when you buy through | affiliate commission | we may
            earn | earn a small commission | amazon services llc | affiliate advertising program |
            from qualifying purchases | at no extra cost to you | purchase through links
        """,
    ),
    why.FOOTER: Rules(
        whole="""
            cookie policy | do not sell my personal information | do not sell my info | your privacy
            choices | your privacy rights | california privacy rights | code of ethics | ethics |
            ethics policy | ethics statement | editorial policy | editorial guidelines | editorial
            standards | our mission | our company | company | who we are | what we do | work with us
            | work for us | partners | investors | investor relations | newsroom | site information
            | site index | feedback | give feedback | send feedback | report a bug | report an error
            | user agreement | community guidelines | content policy | accessibility statement |
            modern slavery statement | manage cookies | privacy notice | privacy statement | legal
            notice | legal information | our sites | sister sites | our network | apps | mobile apps
            | mobile | store | customer support | help center | help centre | faq | faq s |
            newsletters | podcast | events | gift cards | group subscriptions | licensing |
            permissions | reprints | reprints and permissions | reuse this content | syndication |
            tips | submit a tip | news tips | today s paper | e paper | back issues | magazine |
            rights reserved | contact us | privacy policy | about us | careers | terms of use |
            terms of service | contact | about | advertise | advertise with us | sitemap | site map
            | accessibility | legal | help | faqs | press | jobs | support | disclaimer | terms |
            privacy | terms and conditions | terms conditions | imprint | archives | rss | rss feeds
            | rss feed | corrections | ad choices | adchoices | all rights reserved | customer
            service | media kit | masthead | quick links | resources
        """,
        starts="""
            all rights reserved | terms of use | terms of service | privacy policy | copyright |
            powered by | by using this site
        """,
        inside="""
            all rights reserved | may not be published broadcast | may not be reproduced |
            registered trademark | registered trademarks | is protected by recaptcha | terms of
            service apply | privacy policy and terms | prior written permission | use of this site
            constitutes | for informational purposes only | and privacy policy | our privacy policy
        """,
    ),
    why.PROMPT: Rules(
        whole="""
            expand | listen | listen now | play | pause | open image modal | enlarge image | enlarge
            this image | view image | view full size | hide caption | toggle caption | toggle table
            of contents | close modal | close menu | image gallery | open gallery | see gallery |
            previous slide | next slide | of | please wait | loading specifications | add to
            favorites | add to list | remove | undo | ok | got it | no thanks | not now | maybe
            later | cancel | done | yes | no | apply | clear | reset | filter | show all | hide |
            show | view | select | open | download | upload | refresh | advertisement hide | unable
            to load | text size | font size | small | medium | large | text to speech | reading time
            | notifications | install our app | get the app | download the app | listen to this
            article | play video | watch now | get started | try again | something went wrong | no
            items found | full screen | mute | unmute | autoplay | skip ad | image | photo | video
            player | now playing | slideshow | gallery | view gallery | back to gallery | read aloud
        """,
        starts="""
            stay up to date with notifications | notifications can be managed | please enable
            javascript | turn on alerts | turn on notifications | switch on alerts | javascript is |
            your browser does not | you need to enable | click here | tap here | download our | get
            the app | allow notifications | oops something went wrong | press enter | listen to this
            | to read the full | add us as a | this video
        """,
        inside="""
            browser preferences | requires javascript | device settings | turn on notifications | enable javascript |
            please refresh the page | reload the page | reload this page | refresh your browser |
            turn off your ad blocker | ad blocker | as a preferred source
        """,
    ),
    why.REGISTRATION: Rules(
        whole="""
            log in or sign up | sign up or log in | log in sign up | sign in register | subscribe or
            log in | subscribe to read | subscribe to continue | your name | full name | your
            message | message | phone number | company name | job title | country | zip code |
            postal code | state | city | address | confirm password | forgot your password |
            forgotten your password | reset password | change password | verification code | keep me
            signed in | stay logged in | don t have an account | already registered | already a
            subscriber | become a subscriber | subscriber login | subscribe for | member login |
            manage account | manage subscription | my profile | profile | settings | notifications
            settings | join now | join | join us | join free | log in | login | sign in | sign out |
            log out | register | create account | my account | forgot password | password | username
            | first name | last name | name | website | submit | send | account | remember me |
            continue | email required | name required | phone | thank you for registering |
            subscribe sign in | required
        """,
        starts="""
            already have an account | log in to | sign in to | create a free account | register for
            free | already a subscriber | required fields | thank you for registering | i agree to |
            by signing up | sign in or create | thank you for creating an account | by submitting |
            by creating an account | this field is | thank you your submission | you have reached
            your limit | free articles remaining
        """,
        inside="""
            automatically logged in | already a member | terms of service and privacy | to be logged
            in | submitting the form | is for validation purposes | start your free trial | your
            free trial | this article is for subscribers
        """,
    ),
    why.AUTHOR: Rules(
        whole="""
            read full profile | full bio | bio | meet the author | meet our team | author bio |
            contributor | contributors | staff writer | senior writer | senior editor | associate
            editor | reporter | editor | reviewed by | edited by | fact checked by | medically
            reviewed by | written and reviewed by | about the author | author | written by | about
            the writer | our team | view all posts | contributing writer
        """,
        starts="""
            about the author | view all posts by | more by | read full bio | see more by | more
            articles by | follow the author
        """,
        inside="""
            is a freelance | is a staff writer | is a senior reporter | is a reporter | can be
            reached at | is a contributing writer | is the author of several | follow him on |
            follow her on | follow them on
        """,
    ),
    why.CREDIT: Rules(
        starts="""
            image credit | photo credit | image source | photo by | photograph by | picture by |
            file photo | image via | photo courtesy | image courtesy | photographer | getty images |
            credit | photo | image
        """,
        inside="getty images | ap photo | afp via | via getty | shutterstock com | file photo",
    ),
}
