import sys; sys.path.insert(0,'.')
from scoring.loading import load_content
c=load_content(); q=c.questionnaire
def cond(x):
    if x is None: return ''
    d=x.model_dump(by_alias=True,exclude_none=True)
    def s(d):
        if 'all' in d: return '('+' en '.join(s(y) for y in d['all'])+')'
        if 'any' in d: return '('+' of '.join(s(y) for y in d['any'])+')'
        if 'not' in d or 'not_' in d: return 'NIET '+s(d.get('not') or d.get('not_'))
        return f"{d['item']} in {list(d['answered'])}"
    return s(d)
for sec in q.sections:
    print('#',sec.title)
    for i in sec.items:
        print(f"\n## {i.id} ({'meer antwoorden' if i.kind=='multiple' else 'één antwoord'}{'; QUICK' if i.quick else ''})\n{i.question}")
        if i.skip_if: print('overgeslagen als:',cond(i.skip_if))
        if i.explanation: print('uitleg:',i.explanation)
        if i.how_to_find: print('hoe:',i.how_to_find)
        for v in i.variants: print('andere tekst als',cond(v.when),':',v.question or '',v.explanation or '')
        for o in i.options: print('-',o.id,':',o.label,('['+'alleen als '+cond(o.shown_if)+']') if o.shown_if else '', '(alleen dit)' if o.exclusive else '')
        print('- dont_know : Weet ik niet' if i.dont_know else '', '- not_applicable : Niet van toepassing' if i.not_applicable else '')
