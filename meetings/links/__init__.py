"""What of meetings can stand at the end of a link, and what came after an action was asked."""

from meetings.links.ends import plain_day, short
from meetings.links.said import Said, said_of
from meetings.links.since import Search, Since, since_asked

__all__ = ["Said", "Search", "Since", "plain_day", "said_of", "short", "since_asked"]
