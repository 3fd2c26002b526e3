# What a public token of a calendar feed is for; its subject is the user.
PURPOSE = "sales.feed"
MOST_IN_A_FEED = 500
