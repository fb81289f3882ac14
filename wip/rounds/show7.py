"""python show.py ROUND > file: the product's advice beside the expert's word."""
import sys; sys.path.insert(0,'.')
from pathlib import Path
from ruamel.yaml import YAML
from questionnaire.responses import Responses
from scoring.loading import load_content
from scoring.advising.advice import advise
from scoring.barriers import BarrierState
y=YAML(typ='safe'); R=Path('/work/wt/rounds')/sys.argv[1]
c=load_content()
for b in y.load((R/'businesses.yaml').read_text()):
    d=y.load((R/'filled'/f"{b['name']}.yaml").read_text())
    r=Responses({k: tuple(v) if isinstance(v,list) else v for k,v in d['responses'].items()})
    s=c.score(r); a=advise(c,s)
    print(f"\n\n# {b['name']}\nLEVEL expert {b['level']}, product {s.level and s.level.id} ({s.score_pct:.0f}, range {s.range_pct[0]:.0f}-{s.range_pct[1]:.0f}) guards {[k.id for k in s.knock_outs]}")
    print('EXPERT FIRST:'); [print('  -',x) for x in b['first_three']]
    print('EXPERT NEXT:'); [print('  -',x) for x in b['next']]
    print('NEVER:',b['never'])
    print('WHY LEVEL:',b['why'])
    print('PRODUCT:')
    for i,x in enumerate(a.recommendations[:9]): print(f"  {i+1}.{' VANDAAG' if x.acute else ''} {x.measure.title} [{x.measure.id}] danger {x.danger:.1f} because {[f'{i}={r.answers.get(i)}' for i in x.item_ids]}")
    st=[f"{t.threat.id}: {x.barrier.title}" for t in c.resilience(s) for x in t.barriers if x.state is BarrierState.STANDING]
    print('STANDING BARRIERS:',sorted(set(x.split(': ',1)[1] for x in st)))
    print('CRIMES SHOWN:',[t.threat.id for t in c.resilience(s)])
