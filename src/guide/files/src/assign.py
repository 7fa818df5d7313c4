def assign(change, owners):
    idle = [o for o in owners if o.open < LIMIT]
    return min(idle, key=load)


def load(owner):
    return owner.open + owner.promised
