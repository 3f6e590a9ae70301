"""English."""

from .reasons import (
    ADVERTISEMENT,
    APPEAL,
    AUTHOR,
    COMMENTS,
    COOKIES,
    CREDIT,
    FOOTER,
    NAVIGATION,
    NEWSLETTER,
    PROMPT,
    REGISTRATION,
    RELATED,
    SHARE,
)
from .rules import Rules

RULES = {
    NAVIGATION: Rules(
        whole="""
            home | menu | search | close | back | next | previous | skip to content | skip to main
            content | sections | more | table of contents | on this page | in this article | contents |
            jump to section | back to top | return to top | view all | see all | show more | load more |
            topics | tags | categories | filed under | news | world | sports | politics | business |
            opinion | entertainment | lifestyle | travel | weather | video | videos | podcasts | photos
            | latest news | latest | top stories | explore | toggle navigation | main menu | open menu |
            search for | previous article | next article | previous post | next post | breadcrumb |
            breadcrumbs | you are here | home page | loading | expand | collapse
        """,
        starts="""
            filed under | skip to | you are here | posted in | go to the homepage | see all | view all |
            tagged with | tags
        """,
    ),
    SHARE: Rules(
        whole="""
            share | shares | share this | share this article | share this story | share this post |
            tweet | facebook | twitter | email | print | whatsapp | linkedin | reddit | pinterest |
            instagram | youtube | tiktok | telegram | flipboard | copy link | link copied | follow us |
            follow | connect with us | save | bookmark | listen | print this article | social media | x
            twitter | sharing is caring | gift this article | email this article
        """,
        starts="""
            share on | share via | share to | share this | share with | click to share | follow us on |
            find us on | like us on | follow me on | email this | tweet this | pin it | opens in a new
        """,
    ),
    COMMENTS: Rules(
        whole="""
            comments | comment | leave a reply | leave a comment | leave a reply cancel reply | reply |
            view comments | join the conversation | join the discussion | post a comment | add a comment
            | show comments | hide comments | no comments | comments are closed | trackbacks | responses
            | what do you think | discussion | conversation | join our commenting forum
        """,
        starts="""
            your email address will not be published | you must log in to post | you must be logged in
            to | comments on | responses to | thoughts on | save my name email | notify me of | view the
            discussion | this site uses akismet | be the first to comment
        """,
        inside="""
            commenting forum | how your comment data | our community guidelines | house rules for
            comments | moderate comments | see their replies | view comments | to leave a comment | to
            post a comment
        """,
    ),
    COOKIES: Rules(
        whole="""
            accept | accept all | cookies | cookie settings | reject all | manage preferences | privacy
            preference center
        """,
        starts="""
            we use cookies | this website uses cookies | this site uses cookies | by continuing to use |
            by clicking accept
        """,
        inside="""
            use of cookies | uses cookies | we use cookies | these cookies | cookies to improve |
            cookies to ensure | cookie policy | necessary cookies | third party cookies | your cookie
            preferences | do not sell or share | opt out of these | cookies that are
        """,
    ),
    NEWSLETTER: Rules(
        whole="""
            newsletter | newsletters | subscribe | subscribe now | sign up | email address | your email
            | stay informed | stay up to date | get the newsletter | thanks for subscribing | thank you
            for subscribing | sign up now
        """,
        starts="""
            sign up for | sign up to | subscribe to | get our | stay up to date with | stay tuned with |
            join our newsletter | enter your email | you can unsubscribe | want more stories
        """,
        inside="""
            to your inbox | in your inbox | our newsletter | our newsletters | our daily newsletter |
            weekly newsletter | unsubscribe at any time | your email address | our mailing list |
            subscribe to our | receive an email | check your inbox
        """,
    ),
    APPEAL: Rules(
        whole="""
            donate | support us | donate now | support our work | make a donation | become a member |
            contribute | contribute today | contribute now | give today | support us today
        """,
        starts="""
            your support makes | your support helps | support our journalism | help us continue |
            journalism like this | we need your help | please consider donating | if you value
            our | we need your support | your donation | donate to |
            before you go
        """,
        inside="""
            your support helps | your support makes | your donation | support our journalism | support
            independent journalism | make a donation | donate today | paid for by those who can afford |
            lock americans out of our | our reporting and analysis with | keep our journalism | fund our
            journalism | with paywalls | we rely on readers | reader supported | tax deductible | chip
            in | become a supporter | supporting our work | allows us to keep sending | every
            contribution | paid for by readers | paid for by our readers | funded by readers | funded by
            our readers | you can help us | with your help we
        """,
    ),
    RELATED: Rules(
        whole="""
            related | related articles | related stories | related posts | related content | related
            news | related topics | read more | most popular | most read | trending | you may also like
            | you might also like | recommended | recommended stories | more from | read next | what to
            read next | up next | popular | recent posts | latest posts | more stories | also read |
            more news | more like this | editors picks | trending now | dont miss | don t miss | keep
            reading | popular posts | more in this section | explore more | learn more | read also |
            must read | top news | just in
        """,
        starts="""
            read more | related | also read | see also | more from | more on | read next | you may also
            | you might also | continue reading | recommended for | don t miss | also on | most popular
            | trending in | up next | more stories | recent stories by
        """,
    ),
    ADVERTISEMENT: Rules(
        whole="""
            advertisement | advertisements | ad | ads | sponsored | sponsored content | promoted |
            advertising | advert | sponsored links | article continues below | story continues below
            advertisement | story continues below | article continues after advertisement | scroll to
            continue | ad feedback | paid content | buy now | shop now | view deal | add to cart | learn
            more about ads
        """,
        starts="""
            advertisement | story continues | article continues | sponsored by | paid for by | report
            this ad | remove ads
        """,
        inside="""
            affiliate commission | we may earn | earn a small commission | amazon services llc |
            affiliate advertising program | from qualifying purchases | at no extra cost to you |
            purchase through links
        """,
    ),
    FOOTER: Rules(
        whole="""
            contact us | privacy policy | about us | careers | terms of use | terms of service | contact
            | about | advertise | advertise with us | sitemap | site map | accessibility | legal | help
            | faqs | press | jobs | support | disclaimer | terms | privacy | terms and conditions |
            terms conditions | imprint | archives | rss | rss feeds | rss feed | corrections | ad
            choices | adchoices | all rights reserved | customer service | media kit | masthead | quick
            links | resources
        """,
        starts="""
            all rights reserved | terms of use | terms of service | privacy policy | copyright | powered
            by | by using this site
        """,
        inside="""
            all rights reserved | may not be published broadcast | may not be reproduced | registered
            trademark | registered trademarks | is protected by recaptcha | terms of service apply |
            privacy policy and terms | prior written permission | use of this site constitutes | for
            informational purposes only | and privacy policy | our privacy policy
        """,
    ),
    PROMPT: Rules(
        whole="""
            notifications | install our app | get the app | download the app | listen to this article |
            play video | watch now | get started | try again | something went wrong | no items found |
            full screen | mute | unmute | autoplay | skip ad | image | photo | video player | now
            playing | slideshow | gallery | view gallery | back to gallery | read aloud
        """,
        starts="""
            stay up to date with notifications | notifications can be managed | please enable javascript
            | turn on alerts | turn on notifications | switch on alerts | javascript is | your
            browser does not | you need to enable | click here | tap here |
            download our | get the app | allow notifications | oops something went wrong | press enter |
            listen to this | to read the full | add us as a | this video
        """,
        inside="""
            browser preferences | device settings | turn on notifications | enable javascript | please
            refresh the page | reload the page | reload this page |
            refresh your browser | turn off your ad blocker | ad blocker | as a preferred source
        """,
    ),
    REGISTRATION: Rules(
        whole="""
            log in | login | sign in | sign out | log out | register | create account | my account |
            forgot password | password | username | first name | last name | name | website | submit |
            send | account | remember me | continue | email required | name required | phone | thank you
            for registering | subscribe sign in | required
        """,
        starts="""
            already have an account | log in to | sign in to | create a free account | register for free
            | already a subscriber | required fields | thank you for registering | i agree to | by
            signing up | sign in or create | thank you for creating an account | by submitting |
            by creating an account | this field is | thank you your
            submission | you have reached your limit | free articles remaining
        """,
        inside="""
            automatically logged in | already a member | terms of service and privacy | to be logged in
            | submitting the form | is for validation purposes | start your free trial | your free trial
            | this article is for subscribers
        """,
    ),
    AUTHOR: Rules(
        whole="""
            about the author | author | written by | about the writer | contributors | our team | view
            all posts | contributing writer
        """,
        starts="""
            about the author | view all posts by | more by | read full bio | see more by | more articles
            by | follow the author
        """,
        inside="""
            is a freelance | is a staff writer | is a senior reporter | is a reporter | can be reached
            at | is a contributing writer | is the author of several | follow him on | follow her on |
            follow them on
        """,
    ),
    CREDIT: Rules(
        starts="""
            image credit | photo credit | image source | photo by | photograph by | picture by | file
            photo | image via | photo courtesy | image courtesy | photographer | getty images | credit |
            photo | image
        """,
        inside="getty images | ap photo | afp via | via getty | shutterstock com | file photo",
    ),
}
