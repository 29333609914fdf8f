"""What stands in the menu for this person: only what they may open."""


def navigation(request):
    return {"navigation": []}
